"""The token that Bot Service puts on every request: who signed it, for whom, until when, and from which connector."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import jwt

from bot.claimed_key import NotSigned, claimed_key
from bot.signing_keys import SigningKey, SigningKeys

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
LEEWAY = 300.0

CACHED_FOR = 300.0
MOST_CACHED = 1024


class InvalidToken(Exception):
    """The request is not from Bot Service, or not for us. The message is for our log, never for the sender."""


@dataclass(frozen=True, slots=True)
class _Verified:
    claims: Mapping[str, Any]
    key_id: str
    key: SigningKey
    until: float


class ChannelTokens:
    """Verifies `Authorization` headers. A token that was just verified costs a hash and a look-up."""

    def __init__(
        self, *, app_id: str, keys: SigningKeys, issuer: str = ISSUER, clock: Callable[[], float] = time.time
    ) -> None:
        self._app_id = app_id
        self._keys = keys
        self._issuer = issuer
        self._clock = clock
        self._verified: dict[bytes, _Verified] = {}

    async def verify(self, authorization: str, service_url: object) -> Mapping[str, Any]:
        """The claims of a token bound to this service URL. InvalidToken, or KeysUnavailable when there is no key."""
        scheme, _, token = authorization.partition(" ")
        # aiohttp answers a header of more than 8190 bytes by itself: no token that comes here is long.
        if scheme.lower() != "bearer" or not token:
            raise InvalidToken("not a bearer token")
        claims = await self._claims(token)
        if not service_url or claims.get("serviceurl") != service_url:
            raise InvalidToken("bound to another service URL")
        return claims

    async def _claims(self, token: str) -> Mapping[str, Any]:
        digest = sha256(token.encode("utf-8", "surrogateescape")).digest()
        verified = self._verified.get(digest)
        if verified is not None and self._still_holds(verified):
            return verified.claims
        self._verified.pop(digest, None)
        try:
            key_id = claimed_key(token)
        except NotSigned as refused:
            raise InvalidToken(str(refused)) from refused
        key = await self._endorsed(key_id)
        claims = self._checked(token, key)
        until = min(float(claims["exp"]), self._clock() + CACHED_FOR)
        if len(self._verified) >= MOST_CACHED:
            del self._verified[next(iter(self._verified))]
        self._verified[digest] = _Verified(claims, key_id, key, until)
        return claims

    def _still_holds(self, verified: _Verified) -> bool:
        return self._clock() < verified.until and self._keys.known(verified.key_id) is verified.key

    async def _endorsed(self, key_id: str) -> SigningKey:
        key = await self._keys.get(key_id)
        if key is None:
            raise InvalidToken("unknown key")
        if CHANNEL not in key.endorsements:
            raise InvalidToken("key not endorsed for Teams")
        return key

    def _checked(self, token: str, key: SigningKey) -> Mapping[str, Any]:
        try:
            return jwt.decode(
                token,
                key.public_key,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "nbf", "iss", "aud"], "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as error:
            raise InvalidToken(type(error).__name__) from error
