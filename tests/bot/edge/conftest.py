from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.activity_json import json_default
from bot.adapter import TeamsAdapter
from bot.admission import Admission
from bot.app_tokens import AppTokens, client_secret
from bot.channel_tokens import ChannelTokens
from bot.connector import Connector, outbound_session
from bot.service_urls import TEAMS_HOSTS, ServiceUrls
from bot.signing_keys import SigningKeys
from bot.web import make_web_app
from tests.bot.edge.edge import APP_ID, SECRET, TENANT, Edge, RecordingBot
from tests.fakes.connector import FakeConnector
from tests.fakes.http_server import HttpServer
from tests.fakes.login import FakeLogin, KeyPair


@pytest.fixture(scope="session")
def key() -> KeyPair:
    return KeyPair.make("key-1")


@pytest.fixture(scope="session")
def other_key() -> KeyPair:
    return KeyPair.make("key-2")


@pytest.fixture
async def login(key: KeyPair) -> AsyncIterator[FakeLogin]:
    async with FakeLogin(key) as login:
        login.secrets[APP_ID] = SECRET
        yield login


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    async with FakeConnector(tokens={"app-token-1"}) as connector:
        yield connector
        assert connector.violations == []


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with outbound_session() as session:
        yield session


@pytest.fixture
async def edge(login: FakeLogin, connector: FakeConnector, session: aiohttp.ClientSession) -> AsyncIterator[Edge]:
    clock = [0.0]
    keys = SigningKeys(session, metadata_url=login.metadata_url, clock=lambda: clock[0])
    service_urls = ServiceUrls(hosts=TEAMS_HOSTS, dangerously_allow_loopback=True)
    source = client_secret(session, tenant_id=TENANT, app_id=APP_ID, secret=SECRET, authority=login.authority)
    tokens = AppTokens(source)
    outbound = Connector(session, tokens=tokens, service_urls=service_urls, encode=json_default)
    admission = Admission(
        tokens=ChannelTokens(app_id=APP_ID, keys=keys),
        tenants=frozenset({TENANT}),
        service_urls=service_urls,
    )
    bot = RecordingBot()
    edge = Edge(login, connector, session, bot, keys, tokens, outbound, clock=clock)

    async def ready() -> bool:
        edge.looks += 1
        return await keys.warm()

    app = make_web_app(adapter=TeamsAdapter(outbound), bot=bot, admission=admission, ready=ready)
    async with HttpServer(app) as server:
        edge.url = server.url
        yield edge
    await keys.close()
