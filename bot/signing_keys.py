"""The public keys that sign what Bot Service sends, kept fresh without making anybody wait."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.single_flight import SingleFlight

OPENID_METADATA_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"

FRESH_FOR = 24 * 3600.0
# A stranger can name any key: unknown names cost the key server one fetch a minute, and those who are known nothing.
BETWEEN_REFRESHES = 60.0
BETWEEN_REFRESHES_WITHOUT_KEYS = 5.0
FETCH_TIMEOUT = 5.0
BIGGEST_DOCUMENT = 1 << 20
SMALLEST_KEY_BITS = 2048

_log = logging.getLogger(__name__)


class KeysUnavailable(Exception):
    """No key was ever fetched: nothing can be said about a token."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and the channels that it may speak for."""

    public_key: RSAPublicKey
    endorsements: frozenset[str]


class SigningKeys:
    """Keys by their id. Old keys stay when a refresh fails, whatever the reason."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        metadata_url: str = OPENID_METADATA_URL,
        fetch_timeout: float = FETCH_TIMEOUT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._fetch_timeout = fetch_timeout
        self._clock = clock
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._refresh = SingleFlight(self._fetch)

    async def get(self, key_id: str) -> SigningKey | None:
        """The key, after one refresh if it is unknown and one is due; KeysUnavailable when there is no key at all."""
        key = self._keys.get(key_id)
        if key is not None:
            if self._clock() - self._fetched_at > FRESH_FOR and self._refresh_is_due():
                self._refresh.start()
            return key
        if self._refresh.under_way or self._refresh_is_due():
            await self._refresh()
        if not self._keys:
            raise KeysUnavailable(self._metadata_url)
        return self._keys.get(key_id)

    def known(self, key_id: str) -> SigningKey | None:
        """The key as it was last fetched, without asking anybody."""
        return self._keys.get(key_id)

    async def warm(self) -> bool:
        """Fetch the keys before the first request needs them; whether there are any."""
        if not self._keys and (self._refresh.under_way or self._refresh_is_due()):
            await self._refresh()
        return bool(self._keys)

    async def close(self) -> None:
        await self._refresh.close()

    def _refresh_is_due(self) -> bool:
        pause = BETWEEN_REFRESHES if self._keys else BETWEEN_REFRESHES_WITHOUT_KEYS
        return self._clock() - self._tried_at >= pause

    async def _fetch(self) -> None:
        self._tried_at = self._clock()
        try:
            async with asyncio.timeout(self._fetch_timeout):
                metadata = await self._document(self._metadata_url)
                keys = dict(_signing_keys(await self._document(metadata["jwks_uri"])))
            if not keys:
                raise ValueError("no usable key")  # noqa: TRY301  # handled like every other unusable answer
        except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError) as error:
            _log.warning("signing keys not refreshed, %d kept: %s", len(self._keys), type(error))
            return
        self._keys = keys
        self._fetched_at = self._clock()

    async def _document(self, url: str) -> Any:
        async with self._session.get(url) as answer:
            answer.raise_for_status()
            body = bytearray()
            async for chunk in answer.content.iter_any():
                body += chunk
                if len(body) > BIGGEST_DOCUMENT:
                    raise ValueError("document too big")
        return json.loads(body)


def _signing_keys(jwks: Any) -> Iterator[tuple[str, SigningKey]]:
    for entry in jwks["keys"]:
        try:
            public_key = jwt.PyJWK(entry, algorithm="RS256").key
            key_id = entry["kid"]
            endorsements = frozenset(entry.get("endorsements") or ())
        except (jwt.PyJWTError, ValueError, LookupError, TypeError, AttributeError) as error:
            _log.warning("a signing key was skipped: %s", type(error))
            continue
        if (
            isinstance(key_id, str)
            and isinstance(public_key, RSAPublicKey)
            and public_key.key_size >= SMALLEST_KEY_BITS
        ):
            yield key_id, SigningKey(public_key, endorsements)
