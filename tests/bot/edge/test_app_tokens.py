import asyncio
from types import SimpleNamespace

import aiohttp
import pytest
from azure.core.exceptions import ClientAuthenticationError

from bot.app_tokens import SCOPE, AppToken, AppTokens, NoToken, client_secret, token_source
from bot.managed_identity import from_credential
from tests.bot.edge.edge import APP_ID, SECRET, TENANT, Edge
from tests.fakes.login import FakeLogin


class Source:
    """Gives numbered tokens that last an hour by the test's clock, or nothing while `down`."""

    def __init__(self) -> None:
        self.now = 0.0
        self.given = 0
        self.down = False

    async def __call__(self) -> AppToken:
        await asyncio.sleep(0)
        if self.down:
            raise NoToken("down")
        self.given += 1
        return AppToken(f"token-{self.given}", self.now + 3600)


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def tokens(source: Source) -> AppTokens:
    return AppTokens(source, clock=lambda: source.now)


async def test_a_thousand_sends_ask_for_one_token(edge: Edge) -> None:
    wire = {"type": "message", "text": "Bonjour"}
    at_once = asyncio.Semaphore(50)

    async def send(number: int) -> None:
        async with at_once:
            await edge.outbound.send(edge.connector.url, f"a:{number}", wire)

    await asyncio.gather(*(send(number) for number in range(1000)))
    assert len(edge.connector.messages) == 1000
    assert len(edge.login.token_requests) == 1
    [request] = edge.login.token_requests
    assert (request["tenant"], request["client_id"], request["scope"]) == (TENANT, APP_ID, SCOPE)


async def test_a_token_is_renewed_five_minutes_before_its_end(tokens: AppTokens, source: Source) -> None:
    assert await tokens.get() == "token-1"
    source.now = 3299
    assert await tokens.get() == "token-1"
    source.now = 3300
    assert await asyncio.gather(*(tokens.get() for _ in range(20))) == ["token-2"] * 20
    assert source.given == 2


async def test_the_old_token_serves_to_its_end_while_no_new_one_can_be_had(tokens: AppTokens, source: Source) -> None:
    await tokens.get()
    source.down = True
    source.now = 3599
    assert await tokens.get() == "token-1"
    source.now = 3600
    with pytest.raises(NoToken):
        await tokens.get()
    source.down = False
    assert await tokens.get() == "token-2"


async def test_a_caller_who_leaves_does_not_take_the_token_away_from_the_others(
    tokens: AppTokens, source: Source
) -> None:
    first = asyncio.create_task(tokens.get())
    second = asyncio.create_task(tokens.get())
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "token-1"
    assert source.given == 1


async def test_a_refused_token_is_forgotten_but_not_the_one_that_replaced_it(tokens: AppTokens) -> None:
    await tokens.get()
    tokens.forget("token-1")
    assert await tokens.get() == "token-2"
    tokens.forget("token-1")
    assert await tokens.get() == "token-2"


async def test_a_wrong_secret_gives_no_token_and_is_not_told(session: aiohttp.ClientSession, login: FakeLogin) -> None:
    source = client_secret(session, tenant_id=TENANT, app_id=APP_ID, secret="not-the-secret", authority=login.authority)
    with pytest.raises(NoToken) as failure:
        await source()
    assert "not-the-secret" not in str(failure.value)


async def test_entra_down_is_no_token(session: aiohttp.ClientSession) -> None:
    source = token_source(session, tenant_id=TENANT, app_id=APP_ID, secret=SECRET, authority="http://127.0.0.1:9")
    with pytest.raises(NoToken):
        await source()


async def test_entra_answering_something_else_is_no_token(session: aiohttp.ClientSession, login: FakeLogin) -> None:
    login.token_lifetime = None  # type: ignore[assignment]  # an answer without a number of seconds
    source = client_secret(session, tenant_id=TENANT, app_id=APP_ID, secret=SECRET, authority=login.authority)
    with pytest.raises(NoToken):
        await source()


class Identity:
    """A managed identity that works once, and then is taken away."""

    def __init__(self) -> None:
        self.scopes: list[str] = []

    async def get_token(self, *scopes: str) -> SimpleNamespace:
        if self.scopes:
            raise ClientAuthenticationError("no identity here")
        self.scopes.extend(scopes)
        return SimpleNamespace(token="from-the-host", expires_on=1234)


async def test_a_managed_identity_is_asked_for_the_bot_frameworks_scope() -> None:
    identity = Identity()
    source = from_credential(identity)
    assert await source() == AppToken("from-the-host", 1234)
    assert identity.scopes == [SCOPE]
    with pytest.raises(NoToken):
        await source()


async def test_without_a_secret_the_token_comes_from_the_host(session: aiohttp.ClientSession) -> None:
    source = token_source(session, tenant_id=TENANT, app_id=APP_ID, secret=None)
    assert getattr(source, "__qualname__", "").startswith("from_credential")


async def test_a_token_for_something_else_is_asked_for_by_its_own_scope(
    login: FakeLogin, session: aiohttp.ClientSession
) -> None:
    scope, authority = "https://graph.microsoft.com/.default", login.authority
    await token_source(session, tenant_id=TENANT, app_id=APP_ID, secret=SECRET, authority=authority, scope=scope)()
    assert login.token_requests[0]["scope"] == scope
    identity = Identity()
    await from_credential(identity, scope)()
    assert identity.scopes == [scope]
