"""The whole product in one process, on real HTTP: the bot, the functions' own code, storage, a connector, a login."""

import math
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import azure.functions as func

from bot.allowances import Allowances
from bot.app_tokens import AppTokens, token_source
from bot.connector import Connector, outbound_session
from bot.proactive import ProactiveCards
from bot.service_urls import ServiceUrls
from bot.settings import read_bot_settings
from bot.wiring import Outside, open_bot
from functions.function_app import function_app
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryId, Home
from passeur.delivery.ports import DeliveryQueue, RunStep
from passeur.storage.bundle import Storage
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakeConnector
from tests.fakes.http_server import HttpServer
from tests.fakes.login import FakeLogin, KeyPair
from tests.fakes.teams import Someone, Teams

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
APP_ID = "0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11"
SECRET = "made-up-secret"
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

ENVIRONMENT = {
    "PASSEUR_TENANT_ID": TENANT,
    "PASSEUR_APP_ID": APP_ID,
    "PASSEUR_APP_TYPE": "SingleTenant",
    "PASSEUR_APP_SECRET": SECRET,
    "PASSEUR_STORAGE_CONNECTION": "UseDevelopmentStorage=true",
    "PASSEUR_CARD_KEYS": "a-key-that-only-tests-sign-cards-with",
    "PASSEUR_TRADES": "rh=Ressources humaines|Human resources;finance=Finance|Finance;achats=Achats|Purchasing",
    "PASSEUR_SITES": "lyon=Lyon|Lyon;nantes=Nantes|Nantes",
}

CLAIRE = Someone("11111111-0000-4000-8000-000000000001", "Claire Fontaine")
KARIM = Someone("11111111-0000-4000-8000-000000000002", "Karim Benali")
SOLENE = Someone("11111111-0000-4000-8000-000000000003", "Solène Le Goff")
EMMA = Someone("11111111-0000-4000-8000-000000000004", "Emma Clarke", "en-GB")

_KEY = KeyPair.make("bot-service-key")

# People in scenarios click as fast as the machine does.
BOUNDLESS = Allowances(burst=math.inf)

# A message or a step of a run, and when it is due.
Work = tuple[datetime, DeliveryId | RunStep]


@dataclass(slots=True)
class NotingQueue:
    """Passes messages on, and notes them for `House.deliver`; what runs ask for, for `House.work_on`."""

    queue: DeliveryQueue
    clock: FakeClock
    noted: list[tuple[DeliveryId, timedelta]]
    work: list[Work]

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        await self.queue.put(delivery_id, delay)
        if delivery_id.home is Home.RUNS:
            self.work.append((self.clock() + delay, delivery_id))
        else:
            self.noted.append((delivery_id, delay))

    async def put_step(self, step: RunStep, delay: timedelta = timedelta()) -> None:
        await self.queue.put_step(step, delay)
        self.work.append((self.clock() + delay, step))


def message(body: object) -> func.QueueMessage:
    return func.QueueMessage(id="m", body=str(body).encode())


class Tick(func.TimerRequest):
    """A timer that fires on time."""

    @property
    def past_due(self) -> bool:
        return False

    @property
    def schedule_status(self) -> dict[str, Any]:
        return {}

    @property
    def schedule(self) -> dict[str, Any]:
        return {}


@dataclass(slots=True)
class House:
    tenant: str
    clock: FakeClock
    storage: Storage
    backend: Backend
    connector: FakeConnector
    login: FakeLogin
    teams: Teams
    owed: list[tuple[DeliveryId, timedelta]]
    work: list[Work]
    _functions: dict[str, Any]

    async def deliver(self) -> int:
        """Let the functions send what is owed, time passing where a message waits; returns how many were handled."""
        handled = 0
        while self.owed:
            delivery_id, delay = self.owed.pop(0)
            self.clock.now += delay
            await self.run("deliver", message(delivery_id))
            handled += 1
        return handled

    async def work_on(self, piece: Work | None = None) -> DeliveryId | RunStep:
        """Do what the queues of runs have next, or this piece of it, once its time has come."""
        due, what = piece or min(self.work, key=lambda each: each[0])
        self.work.remove((due, what))
        self.clock.now = max(self.clock.now, due)
        await self.run("make_run_step" if isinstance(what, RunStep) else "deliver_of_run", message(what))
        return what

    async def run(self, name: str, trigger: object) -> Any:
        """Call one of the deployed functions as the Functions host does."""
        return await self._functions[name](trigger)

    async def poison(self, name: str, what: object) -> None:
        """Give a message that was tried too often to the function that ends such ones."""
        await self.run(name, message(what))

    async def sweep(self) -> None:
        await self.run("sweep_deliveries", Tick())

    def cards_in(self, place_id: str) -> list[Any]:
        """The cards that people see in a conversation, oldest first."""
        return [message.card for message in self.connector.messages_in(place_id) if "attachments" in message.activity]


@asynccontextmanager
async def open_house(
    storage: Storage,
    *,
    now: datetime = FRIDAY,
    tenant: str = TENANT,
    settings_too: Mapping[str, str] | None = None,
    allowances: Allowances | None = None,
    **wired: Any,
) -> AsyncIterator[House]:
    """Give `wired` what the functions' wiring shall have of its own, `settings_too` what the environment says more."""
    environment = {**ENVIRONMENT, "PASSEUR_TENANT_ID": tenant, **(settings_too or {})}
    async with AsyncExitStack() as stack:
        login = await stack.enter_async_context(FakeLogin(_KEY))
        login.secrets[APP_ID] = SECRET
        connector = await stack.enter_async_context(FakeConnector())
        clock = FakeClock(now)
        owed: list[tuple[DeliveryId, timedelta]] = []
        work: list[Work] = []
        noting = replace(storage, queue=NotingQueue(storage.queue, clock, owed, work))
        outside = Outside(login.metadata_url, login.authority, ServiceUrls(dangerously_allow_loopback=True))
        settings = read_bot_settings(environment)
        app = await stack.enter_async_context(
            open_bot(settings, noting, outside=outside, clock=clock, allowances=allowances or BOUNDLESS)
        )
        server = await stack.enter_async_context(HttpServer(app))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        sender = await _sender(stack, login, outside, tenant)
        wiring = Wiring(
            environment, storage=noting, sender=sender, opener=sender, clock=clock, sleep=clock.sleep, **wired
        )
        functions = {
            str(each.get_function_name()): each.get_user_function() for each in function_app(wiring).get_functions()
        }

        def authorization(service_url: str) -> str:
            return f"Bearer {login.token(audience=APP_ID, service_url=service_url)}"

        teams = Teams(server.url, connector.url, tenant, authorization, session)
        backend = await wiring.backend()
        yield House(tenant, clock, noting, backend, connector, login, teams, owed, work, functions)


async def _sender(stack: AsyncExitStack, login: FakeLogin, outside: Outside, tenant: str) -> ProactiveCards:
    session = await stack.enter_async_context(outbound_session())
    source = token_source(session, tenant_id=tenant, app_id=APP_ID, secret=SECRET, authority=login.authority)
    return ProactiveCards(Connector(session, tokens=AppTokens(source), service_urls=outside.service_urls, patience=0))
