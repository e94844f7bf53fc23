"""A run of one's own for scenarios: an audience that is a list, a card of one sentence, and what happens to both."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.audiences import AudiencePage, Recipient
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, DeliveryState
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.runs import Run, RunId
from passeur.delivery.shards import RUN_SHARDS, prefix_of
from passeur.delivery.start_run import start_run
from passeur.people import Person
from passeur.storage.bundle import Storage
from tests.scenarios.house import House, open_house

RUN = RunId(DeliveryKind.MANAGER_DIGEST, "2026-10")
# A Friday, at half past ten in Paris.
MORNING = datetime.fromisoformat("2026-11-20T09:30:00+00:00")


@dataclass(frozen=True, slots=True)
class Listed:
    """The people of a list, in the order of their prefix, a few on each page. `turn` happens before each page."""

    people: Sequence[str]
    size: int = 3
    turn: Callable[[], None] = lambda: None

    async def pages(self, after: str) -> AsyncIterator[AudiencePage]:
        ordered = sorted(self.people, key=lambda person: (prefix_of(person), person))
        left = [person for person in ordered if not after or (prefix_of(person), person) > tuple(after.split())]
        for start in range(0, len(left), self.size):
            self.turn()
            page = left[start : start + self.size]
            yield AudiencePage(tuple(Recipient(who, f"for {who}") for who in page), f"{prefix_of(page[-1])} {page[-1]}")


def somebody(number: int) -> str:
    return f"55555555-0000-4000-8000-{number:012d}"


EVERYBODY = [somebody(number) for number in range(8)]


def chat_of(person_id: str) -> str:
    return f"a:chat-with-{person_id}"


async def say_hello(delivery: Delivery) -> Mapping[str, Any] | None:
    """The card of a run: one sentence, in its reader's language."""
    said = {"fr": "Bonjour", "en": "Hello"}[delivery.locale]
    return {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": said}]}


@asynccontextmanager
async def run_house(
    storage: Storage, people: Sequence[str], *, tenant: str, now: datetime = MORNING, **options: Any
) -> AsyncIterator[House]:
    """The house with a run whose audience is `people`, each of whom has a chat with Passeur."""
    audience = options.pop("audience", None) or Listed(people)
    say: Callable[[Delivery], Awaitable[Mapping[str, Any] | None]] = options.pop("say", say_hello)
    wired = {"audiences": {RUN.kind: lambda *_: audience}, "compose": lambda *_: say, **options}
    async with open_house(storage, now=now, tenant=tenant, **wired) as house:
        for who in people:
            await know(house, who)
        yield house


async def know(house: House, who: str, **changed: Any) -> None:
    address = Address(chat_of(who), house.connector.url, ConversationKind.PERSONAL)
    person = Person(house.tenant, who, f"Personne {who[-4:]}", address=address)
    await house.backend.people.put(replace(person, **changed))


async def start(house: House) -> Run:
    return await start_run(RUN, house.backend, by="lead", now=house.clock())


async def finish(house: House, most: int = 500) -> Run:
    """Let everything that was asked of the queues happen, until nothing is left."""
    for _ in range(most):
        if not house.work:
            return await the_run(house)
        await house.work_on()
    raise AssertionError(f"still going: {house.work}, {await the_run(house)}")


async def make(house: House, kind: StepKind) -> None:
    """The next step of this kind that was asked for."""
    await house.work_on(next(each for each in house.work if isinstance(each[1], RunStep) and each[1].kind is kind))


def waiting(house: House) -> list[DeliveryId]:
    """The messages of the run that the queue holds."""
    return [what for _, what in house.work if isinstance(what, DeliveryId)]


async def handle(house: House, delivery_id: DeliveryId) -> None:
    """Give this message to its function, whatever else waits."""
    await house.work_on(next(each for each in house.work if each[1] == delivery_id))


async def handle_all(house: House) -> None:
    """Give every message that waits now to its function, and make no step."""
    for delivery_id in waiting(house):
        await handle(house, delivery_id)


async def the_run(house: House) -> Run:
    run = await house.backend.runs.get(house.tenant, RUN)
    assert run is not None
    return run


async def rows(house: House) -> dict[str, Delivery]:
    """The outbox rows of the run, by person."""
    return {
        row.person_id or "?": row
        for shard in RUN_SHARDS
        async for page in house.backend.runs.deliveries(house.tenant, RUN, shard)
        for row in page
    }


async def states(house: House) -> dict[str, DeliveryState]:
    return {who: row.state for who, row in (await rows(house)).items()}


async def row_of(house: House, who: str) -> Delivery:
    row = await house.backend.deliveries.get(id_of(house.backend, who))
    assert row is not None
    return row


def id_of(backend: Backend, who: str) -> DeliveryId:
    return RUN.delivery_id(backend.organisation.tenant_id, who)


def received(house: House, who: str) -> int:
    return len(house.cards_in(chat_of(who)))
