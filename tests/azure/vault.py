"""A vault and a management endpoint on loopback, as strict as what is used of Azure's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from infra.azure.keys import MANAGEMENT_SCOPE, VAULT_SCOPE, Keys, Place

APPS = ("/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/bot", "/subscriptions/s/sites/functions")
TOKENS = {VAULT_SCOPE: "vault-token", MANAGEMENT_SCOPE: "management-token"}


@dataclass
class FakeVault:
    """`refusals` is how many calls are refused before the right is known everywhere."""

    secrets: dict[str, list[str]] = field(default_factory=dict)
    refusals: int = 0
    status_of_refresh: int = 200
    refreshed: list[str] = field(default_factory=list)
    values_read: int = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/secrets/{name}", self._read)
        app.router.add_get("/secrets/{name}/versions", self._versions)
        app.router.add_put("/secrets/{name}", self._write)
        app.router.add_post("/{app:.+}/config/configreferences/appsettings/refresh", self._refresh)
        return app

    async def _read(self, request: web.Request) -> web.Response:
        self._admit(request)
        self.values_read += 1
        return web.json_response({"value": self.secrets[request.match_info["name"]][-1]})

    async def _versions(self, request: web.Request) -> web.Response:
        self._admit(request)
        versions = self.secrets.get(request.match_info["name"])
        if versions is None:
            raise web.HTTPNotFound
        return web.json_response({"value": [{"id": str(number)} for number, _ in enumerate(versions)]})

    async def _write(self, request: web.Request) -> web.Response:
        self._admit(request)
        self.secrets.setdefault(request.match_info["name"], []).append((await request.json())["value"])
        return web.json_response({"id": "1"})

    async def _refresh(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {TOKENS[MANAGEMENT_SCOPE]}"
        self.refreshed.append("/" + request.match_info["app"])
        return web.json_response({}, status=self.status_of_refresh)

    def _admit(self, request: web.Request) -> None:
        assert request.headers["Authorization"] == f"Bearer {TOKENS[VAULT_SCOPE]}"
        assert request.query["api-version"]
        if self.refusals:
            self.refusals -= 1
            raise web.HTTPForbidden


@asynccontextmanager
async def keys_of(vault: FakeVault) -> AsyncIterator[Keys]:
    async def token(scope: str) -> str:
        return TOKENS[scope]

    server = TestServer(vault.app())
    await server.start_server()
    try:
        async with ClientSession() as session:
            url = str(server.make_url("")).rstrip("/")
            yield Keys(session, token, Place(url, APPS, management=url, pause=0.0))
    finally:
        await server.close()
