"""The one way out: posts, updates and deletes activities, opens chats and reads rosters through the Bot Connector."""

import asyncio
import itertools
import json
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.app_tokens import AppTokens, NoToken
from bot.connector_errors import ConnectorError, Lost, Refused, Throttled, Unavailable
from bot.service_urls import ServiceUrls
from passeur.telemetry.names import Attribute, Metric, Outcome, Span
from passeur.telemetry.watch import timed, watching

CALL_TIMEOUT = 10.0
CONNECT_TIMEOUT = 3.0
MOST_TRIES = 3
FIRST_PAUSE = 0.25
# What a person who waits for a card can bear; a queue worker gives it up sooner and puts the message back.
TURN_PATIENCE = 3.0
DEFAULT_RETRY_AFTER = 1.0
LONGEST_RETRY_AFTER = 3600.0

# Statuses that Teams asks to retry, a POST included: the activity was not posted.
RETRIED = frozenset({412, 429, 502, 503, 504})

_OUTCOMES: Mapping[type[ConnectorError], Outcome] = {
    Throttled: Outcome.THROTTLED,
    Unavailable: Outcome.UNAVAILABLE,
    Lost: Outcome.LOST,
    Refused: Outcome.REFUSED,
}

Pause = Callable[[float], Awaitable[None]]


def outbound_session() -> aiohttp.ClientSession:
    """The process's one HTTP session: keep-alive, no cookies, every wait bounded."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=CALL_TIMEOUT, sock_connect=CONNECT_TIMEOUT),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: Any
    retry_after: float | None


class Connector:
    """Calls the connector of any conversation over one session. Raises what bot/connector_errors.py lists.

    `tokens` is None in the local anonymous stack alone. `encode` turns what plain JSON does not know into JSON.
    `patience` is the time in seconds that one call may spend waiting between tries.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        tokens: AppTokens | None,
        service_urls: ServiceUrls,
        encode: Callable[[object], Any] | None = None,
        patience: float = TURN_PATIENCE,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._service_urls = service_urls
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=encode).encode
        self._patience = patience
        self._pause = pause

    async def send(
        self, service_url: str, conversation_id: str, activity: Mapping[str, Any], *, reply_to: str | None = None
    ) -> str | None:
        """Post an activity; the id that the channel gave it, if any."""
        url = self._url(service_url, conversation_id, reply_to)
        answer = await self._call("send", "POST", url, activity)
        given = answer.body.get("id") if isinstance(answer.body, dict) else None
        return given if isinstance(given, str) and given else None

    async def update(
        self, service_url: str, conversation_id: str, activity_id: str, activity: Mapping[str, Any]
    ) -> None:
        """Replace an activity. Doing it twice is doing it once, so a lost answer is tried again."""
        await self._call("update", "PUT", self._url(service_url, conversation_id, activity_id), activity)

    async def delete(self, service_url: str, conversation_id: str, activity_id: str) -> None:
        """Remove an activity; that it is gone already is as good."""
        try:
            await self._call("delete", "DELETE", self._url(service_url, conversation_id, activity_id), None)
        except Refused as refused:
            if refused.status != HTTPStatus.NOT_FOUND:
                raise

    async def open_chat(self, service_url: str, *, member_id: str, tenant_id: str, app_id: str | None = None) -> str:
        """The personal chat with somebody, made when there is none. Doing it twice gives the same one.

        `member_id` is their id in a roster of Teams, or their Entra id when Passeur is installed for them. Microsoft
        says that the token names the bot well enough; `app_id` names it all the same when it is given.
        """
        wanted = {
            "isGroup": False,
            "members": [{"id": member_id}],
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
        }
        bot = {} if app_id is None else {"bot": {"id": f"28:{app_id}"}}
        answer = await self._call(
            "open_chat", "POST", self._conversations(service_url), {**bot, **wanted}, repeatable=True
        )
        given = answer.body.get("id") if isinstance(answer.body, dict) else None
        if not isinstance(given, str) or not given:
            raise Lost("a chat without an id")
        return given

    async def members(
        self, service_url: str, conversation_id: str, *, page_size: int, continuation: str | None = None
    ) -> tuple[Sequence[Any], str | None]:
        """One page of a conversation's roster as Teams writes it, and what asks for the next one, if any."""
        query = {"pageSize": str(page_size)} | ({"continuationToken": continuation} if continuation else {})
        url = self._conversations(service_url, conversation_id, "pagedmembers").update_query(query)
        body = (await self._call("members", "GET", url, None)).body
        if not isinstance(body, dict) or not isinstance(body.get("members"), list):
            raise Lost("a roster without members")
        following = body.get("continuationToken")
        return body["members"], following if isinstance(following, str) and following else None

    def _url(self, service_url: str, conversation_id: str, activity_id: str | None) -> URL:
        parts = (conversation_id, "activities", activity_id) if activity_id else (conversation_id, "activities")
        return self._conversations(service_url, *parts)

    def _conversations(self, service_url: str, *parts: str) -> URL:
        if not self._service_urls.allows(service_url):
            raise Refused(0, "service_url_not_allowed")
        path = "/".join(("", *(quote(part, safe="") for part in parts)))
        return URL(f"{service_url.rstrip('/')}/v3/conversations{path.rstrip('/')}", encoded=True)

    async def _call(
        self, operation: str, method: str, url: URL, activity: Mapping[str, Any] | None, *, repeatable: bool = False
    ) -> _Answer:
        with timed(Span.CONNECTOR, Metric.CONNECTOR_DURATION, {Attribute.OPERATION: operation}) as said:
            try:
                return await self._patiently(method, url, activity, repeatable=repeatable)
            except ConnectorError as error:
                said[Attribute.OUTCOME] = _OUTCOMES[type(error)].value
                raise

    async def _patiently(
        self, method: str, url: URL, activity: Mapping[str, Any] | None, *, repeatable: bool
    ) -> _Answer:
        body = None if activity is None else self._encode(activity).encode()
        patience = self._patience
        for attempt in itertools.count(1):
            try:
                return await self._attempt(method, url, body)
            except (Throttled, Unavailable, Lost) as failure:
                if isinstance(failure, Lost) and method == "POST" and not repeatable:
                    raise
                asked = None if isinstance(failure, Lost) else failure.retry_after
                wait = _pause_before(attempt + 1, asked)
                if attempt == MOST_TRIES or wait > patience:
                    raise
            patience -= wait
            await self._pause(wait)
        raise AssertionError  # itertools.count has no end

    async def _attempt(self, method: str, url: URL, body: bytes | None) -> _Answer:
        token = await self._token()
        answer = await self._exchange(method, url, body, token)
        if answer.status == HTTPStatus.UNAUTHORIZED and self._tokens is not None and token is not None:
            # Revoked before its end, perhaps: one new token settles it.
            self._tokens.forget(token)
            answer = await self._exchange(method, url, body, await self._token())
        if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            return answer
        raise _failure(answer)

    async def _token(self) -> str | None:
        if self._tokens is None:
            return None
        try:
            return await self._tokens.get()
        except NoToken as error:
            raise Unavailable(f"no token: {error}") from error

    async def _exchange(self, method: str, url: URL, body: bytes | None, token: str | None) -> _Answer:
        headers = {}
        if body is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self._session.request(method, url, data=body, headers=headers, allow_redirects=False) as answer:
                return _Answer(answer.status, await _json(answer), _retry_after(answer.headers.get("Retry-After")))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unavailable(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Lost(type(error).__name__) from error


async def _json(answer: aiohttp.ClientResponse) -> Any:
    # The status has arrived, and with it the outcome: what is left is only the id or the error's name.
    with suppress(aiohttp.ClientError, TimeoutError, OSError, ValueError, RecursionError):
        return json.loads(await answer.read())
    return None


def _retry_after(header: str | None) -> float | None:
    """Seconds; the form with a date is not used by the connector."""
    return min(float(header), LONGEST_RETRY_AFTER) if header and header.isdecimal() else None


def _pause_before(attempt: int, asked: float | None) -> float:
    jitter = random.uniform(0.5, 1.0) * FIRST_PAUSE  # noqa: S311  # spreads the tries, hides nothing
    return jitter * 2.0 ** (attempt - 2) if asked is None else asked + jitter


def _failure(answer: _Answer) -> ConnectorError:
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        watching().add(Metric.CONNECTOR_THROTTLED)
        return Throttled(DEFAULT_RETRY_AFTER if answer.retry_after is None else answer.retry_after)
    if answer.status in RETRIED:
        return Unavailable(f"status {answer.status}", status=answer.status, retry_after=answer.retry_after)
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # Nobody says whether the activity was posted before the fault.
        return Lost(f"status {answer.status}")
    error = answer.body.get("error") if isinstance(answer.body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return Refused(answer.status, code if isinstance(code, str) else None)
