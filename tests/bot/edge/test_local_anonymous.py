"""The local stack's door: no token, and loopback alone on the other side."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from botbuilder.core import TurnContext

from bot.adapter import TeamsAdapter
from bot.admission import Admission
from bot.channel_tokens import ChannelTokens
from bot.connector import Connector
from bot.service_urls import LOOPBACK_ONLY, TEAMS_HOSTS, ServiceUrls
from bot.signing_keys import SigningKeys
from bot.web import make_web_app
from tests.bot.edge.edge import APP_ID, TENANT, RecordingBot, activity
from tests.fakes.connector import FakeConnector
from tests.fakes.http_server import HttpServer


async def _ready() -> bool:
    raise RuntimeError("not ready, and badly so")


@pytest.fixture
async def connector() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as connector:
        yield connector


@pytest.fixture
def bot() -> RecordingBot:
    return RecordingBot()


@pytest.fixture
async def url(session: aiohttp.ClientSession, bot: RecordingBot) -> AsyncIterator[str]:
    admission = Admission(tokens=None, tenants=frozenset({TENANT}), service_urls=LOOPBACK_ONLY)
    adapter = TeamsAdapter(Connector(session, tokens=None, service_urls=LOOPBACK_ONLY))
    async with HttpServer(make_web_app(adapter=adapter, bot=bot, admission=admission, ready=_ready)) as server:
        yield server.url


async def _post(session: aiohttp.ClientSession, url: str, body: dict[str, Any]) -> int:
    headers = {"Content-Type": "application/json"}
    async with session.post(f"{url}/api/messages", data=json.dumps(body).encode(), headers=headers) as answer:
        return answer.status


async def test_a_message_of_the_playground_is_answered_without_a_token(
    session: aiohttp.ClientSession, url: str, bot: RecordingBot, connector: FakeConnector
) -> None:
    async def act(context: TurnContext) -> None:
        await context.send_activity("Bonjour")

    bot.act = act
    playground = {**activity(connector.url), "conversation": {"id": "personal-chat-id", "conversationType": "personal"}}
    assert await _post(session, url, playground) == 201
    [call] = connector.calls
    assert call.token is None
    assert bot.turns[0].activity.conversation.tenant_id == TENANT


@pytest.mark.parametrize(
    "service_url",
    ["http://localhost:56150/_connector", "http://127.0.0.1:56150/_connector", "http://[::1]:56150/_connector"],
)
async def test_loopback_is_spoken_to(session: aiohttp.ClientSession, url: str, service_url: str) -> None:
    assert await _post(session, url, activity(service_url)) == 201


@pytest.mark.parametrize(
    "service_url",
    [
        "https://smba.trafficmanager.net/emea/",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://localhost@evil.example/",
        "http://evil.example:56150/_connector",
        "http://127.0.0.2/",
        "http://0.0.0.0:56150/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/metadata",
        "http://localhost:99999/",
        "http://localhost:99999999/",
    ],
)
async def test_nothing_but_loopback_is_spoken_to(
    session: aiohttp.ClientSession, url: str, bot: RecordingBot, service_url: str
) -> None:
    assert await _post(session, url, activity(service_url)) == 403
    assert bot.turns == []


async def test_another_tenant_is_refused_even_locally(
    session: aiohttp.ClientSession, url: str, bot: RecordingBot, connector: FakeConnector
) -> None:
    body = {**activity(connector.url), "channelData": {"tenant": {"id": "another"}}, "conversation": {"id": "a:1"}}
    assert await _post(session, url, body) == 403
    assert bot.turns == []


@pytest.mark.parametrize("service_urls", [ServiceUrls(), ServiceUrls(TEAMS_HOSTS, dangerously_allow_loopback=True)])
def test_a_door_without_tokens_cannot_be_made_for_teams(service_urls: ServiceUrls) -> None:
    with pytest.raises(ValueError, match="loopback"):
        Admission(tokens=None, tenants=frozenset({TENANT}), service_urls=service_urls)


@pytest.mark.parametrize("host", sorted(TEAMS_HOSTS))
def test_every_cloud_of_teams_is_known(host: str) -> None:
    assert ServiceUrls().allows(f"https://{host}/emea/{TENANT}/")
    assert ServiceUrls().allows(f"https://{host.upper()}/teams")


async def test_loopback_is_refused_by_a_door_with_tokens(session: aiohttp.ClientSession) -> None:
    tokens = ChannelTokens(app_id=APP_ID, keys=SigningKeys(session))
    Admission(tokens=tokens, tenants=frozenset({TENANT}), service_urls=ServiceUrls())
    assert not ServiceUrls().allows("http://127.0.0.1:3978/")


async def test_readiness_that_cannot_be_told_is_not_ready(session: aiohttp.ClientSession, url: str) -> None:
    async with session.get(f"{url}/readyz") as answer:
        assert (answer.status, await answer.json()) == (503, {"status": "not ready"})
