from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from bot.app_tokens import AppToken, AppTokens
from bot.connector import outbound_session
from functions.graph_calls import GraphCalls
from functions.graph_users import GraphUsers
from passeur.settings import read_organisation
from tests.fakes.graph import FakeGraph

ORGANISATION = read_organisation(
    {
        "PASSEUR_TENANT_ID": "7d0c1c5e-0000-4000-8000-000000007e4a",
        "PASSEUR_TRADES": "rh=Ressources humaines|Human resources;finance=Finance|Finance;si=Systèmes d’information|IT",
        "PASSEUR_SITES": "lyon=Lyon – Part-Dieu|Lyon;nantes=Nantes|Nantes",
    }
)


@dataclass
class Seconds:
    """A clock in seconds that only moves when somebody waits; `waits` are those waits."""

    now: float = 0.0

    def __post_init__(self) -> None:
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with outbound_session() as session:
        yield session


@pytest.fixture
async def graph(seconds: Seconds) -> AsyncIterator[FakeGraph]:
    async with FakeGraph(tokens={"a-token"}, clock=seconds) as graph:
        yield graph
        assert graph.violations == []


@pytest.fixture
def tokens() -> AppTokens:
    async def given() -> AppToken:
        return AppToken("a-token", 1e12)

    return AppTokens(given)


@pytest.fixture
def users(session: aiohttp.ClientSession, graph: FakeGraph, seconds: Seconds, tokens: AppTokens) -> GraphUsers:
    return GraphUsers(GraphCalls(session, tokens=tokens, url=graph.url, pause=seconds.pause), ORGANISATION)
