"""What stands outside of a bot, in a process of its own: a connector that takes whatever comes, and the login."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tests.benchmarks.program import Config, serve
from tests.fakes.login import FakeLogin, KeyPair

COUNTS = "/benchmark/counts"
LAST = "/benchmark/last"
LOGIN = "/benchmark/login"


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[web.Application]:
    key = load_pem_private_key(config["key"].encode(), None)
    assert isinstance(key, RSAPrivateKey)
    ids = itertools.count(1_700_000_000_001)
    last = b""
    posts = 0

    async def post(request: web.Request) -> web.Response:
        nonlocal last, posts
        last = await request.read()
        posts += 1
        if not request.headers.get("Authorization", "").startswith("Bearer "):
            return web.json_response({"error": {"code": "BotNotRegistered"}}, status=401)
        return web.json_response({"id": str(next(ids))}, status=201)

    async def tell_counts(_request: web.Request) -> web.Response:
        return web.json_response({"posts": posts, "tokens": len(login.token_requests)})

    async def tell_last(_request: web.Request) -> web.Response:
        return web.Response(body=last, content_type="application/json")

    async def tell_login(_request: web.Request) -> web.Response:
        return web.json_response({"metadata_url": login.metadata_url, "authority": login.authority})

    async with FakeLogin(KeyPair(config["key_id"], key, ("msteams",))) as login:
        login.secrets[config["app_id"]] = config["secret"]
        app = web.Application(client_max_size=1 << 22)
        app.router.add_post("/v3/conversations/{conversation}/activities", post)
        # The SDK's proactive messages answer an activity that it makes up.
        app.router.add_post("/v3/conversations/{conversation}/activities/{activity}", post)
        app.router.add_get(COUNTS, tell_counts)
        app.router.add_get(LAST, tell_last)
        app.router.add_get(LOGIN, tell_login)
        yield app


if __name__ == "__main__":
    serve(opened)
