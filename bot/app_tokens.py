"""The tokens with which Passeur speaks to Microsoft: one for each scope, fetched without holding anybody up."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from bot.single_flight import SingleFlight

AUTHORITY = "https://login.microsoftonline.com"
SCOPE = "https://api.botframework.com/.default"

RENEWED_BEFORE_END = 300.0
FETCH_TIMEOUT = 10.0


class NoToken(Exception):
    """Entra gave no token: nothing can be sent for now. The message never holds a secret."""


@dataclass(frozen=True, slots=True)
class AppToken:
    """`ends_at` is in seconds since the epoch."""

    value: str
    ends_at: float


TokenSource = Callable[[], Awaitable[AppToken]]


class AppTokens:
    """Keeps one token until five minutes before its end, and to its last second while a new one cannot be had."""

    def __init__(self, source: TokenSource, *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._token: AppToken | None = None
        self._source = source
        self._renewal = SingleFlight(self._renew)

    async def get(self) -> str:
        """A valid token, or NoToken."""
        token = self._token
        if token is None or self._clock() >= token.ends_at - RENEWED_BEFORE_END:
            token = await self._renewal()
        return token.value

    def forget(self, value: str) -> None:
        """Drop a token that the connector refused."""
        if self._token is not None and self._token.value == value:
            self._token = None

    async def _renew(self) -> AppToken:
        try:
            self._token = await self._source()
        except NoToken:
            if self._token is None or self._clock() >= self._token.ends_at:
                raise
        return self._token


def client_secret(
    session: aiohttp.ClientSession,
    *,
    tenant_id: str,
    app_id: str,
    secret: str,
    authority: str = AUTHORITY,
    scope: str = SCOPE,
) -> TokenSource:
    """Client credentials of a SingleTenant bot, through the session that everything else uses."""
    url = f"{authority}/{tenant_id}/oauth2/v2.0/token"
    form = {"grant_type": "client_credentials", "client_id": app_id, "client_secret": secret, "scope": scope}

    async def fetch() -> AppToken:
        timeout = aiohttp.ClientTimeout(total=FETCH_TIMEOUT)
        try:
            async with session.post(url, data=form, timeout=timeout, allow_redirects=False) as answer:
                body = await answer.json()
                if answer.status != 200:  # noqa: PLR2004  # the one status that carries a token
                    raise NoToken(f"Entra answered {answer.status}")
                return AppToken(body["access_token"], time.time() + float(body["expires_in"]))
        except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError) as error:
            raise NoToken(type(error).__name__) from error

    return fetch


def token_source(
    session: aiohttp.ClientSession,
    *,
    tenant_id: str,
    app_id: str,
    secret: str | None,
    authority: str = AUTHORITY,
    scope: str = SCOPE,
) -> TokenSource:
    """The source that fits the settings: a secret when there is one, else the managed identity of the host."""
    if secret is not None:
        return client_secret(
            session, tenant_id=tenant_id, app_id=app_id, secret=secret, authority=authority, scope=scope
        )
    from bot.managed_identity import managed_identity  # noqa: PLC0415  # half a second of import that a secret does not need

    return managed_identity(app_id, scope)
