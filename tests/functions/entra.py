"""An Entra tenant on loopback: its keys, and any token that a test can think of."""

import time
from typing import Any, Self

import jwt
from aiohttp import web

from functions.api.entra_tokens import metadata_url
from tests.fakes.http_server import HttpServer
from tests.fakes.login import KeyPair

TENANT = "7d0c1c5e-0000-4000-8000-000000007e4a"
API = "c0ffee00-0000-4000-8000-00000000a911"
SOMEBODY = "11111111-0000-4000-8000-0000000000aa"


class FakeEntra:
    def __init__(self, *keys: KeyPair) -> None:
        self.keys = list(keys)
        self.fetches = 0
        self.is_away = False
        app = web.Application()
        app.router.add_get(f"/{TENANT}/v2.0/.well-known/openid-configuration", self._metadata)
        app.router.add_get("/keys", self._keys)
        self._server = HttpServer(app)

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)

    @property
    def authority(self) -> str:
        return self._server.url

    @property
    def metadata_url(self) -> str:
        return metadata_url(self.authority, TENANT)

    def token(self, *roles: str, key: KeyPair | None = None, algorithm: str = "RS256", **claims: Any) -> str:
        """A good one, but for what a test changes; None takes a claim away."""
        key = key or self.keys[0]
        now = int(time.time())
        full = {
            "iss": f"https://login.microsoftonline.com/{TENANT}/v2.0",
            "aud": API,
            "tid": TENANT,
            "oid": SOMEBODY,
            "roles": list(roles),
            "nbf": now - 60,
            "exp": now + 3600,
            **claims,
        }
        payload = {name: value for name, value in full.items() if value is not None}
        signed_with: Any = key.private if algorithm.startswith("RS") else "x" * 64 if algorithm != "none" else None
        return jwt.encode(payload, signed_with, algorithm, {"kid": key.key_id})

    async def _metadata(self, _request: web.Request) -> web.Response:
        self.fetches += 1
        if self.is_away:
            return web.Response(status=503)
        return web.json_response({"jwks_uri": f"{self._server.url}/keys"})

    async def _keys(self, _request: web.Request) -> web.Response:
        # Entra's keys endorse no channel.
        entries = [
            {name: value for name, value in each.published().items() if name != "endorsements"} for each in self.keys
        ]
        return web.json_response({"keys": entries})
