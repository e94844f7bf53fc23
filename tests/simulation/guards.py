"""The ports with a counter and a fuse in front of them: any call can be refused, done unheard, or the last one."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any, TypeVar

from passeur.delivery.addresses import Address
from passeur.delivery.outbox import DeliveryId
from passeur.delivery.ports import CardSender, DeliveryQueue, RunStep, SendUnknown
from passeur.errors import StorageUnavailable
from passeur.storage.entities import Row
from passeur.storage.table import Change, Span, Table

T = TypeVar("T")


class Accident(Enum):
    REFUSED = "fails before it is done"
    UNHEARD = "is done, and its answer is lost"
    DEATH_BEFORE = "its process dies before it"
    DEATH_AFTER = "its process dies when it is done"


@dataclass(slots=True)
class Fuse:
    """Counts calls, of all processes, and says which of them meets an accident: the one whose number is in `plan`."""

    plan: Mapping[int, Accident] = field(default_factory=dict)
    made: Counter[str] = field(default_factory=Counter)
    number: int = 0
    # The calls in their order, when somebody asks for them.
    trace: list[str] | None = None
    blown: list[str] = field(default_factory=list)
    is_armed: bool = True

    def burn(self, name: str) -> Accident | None:
        self.made[name] += 1
        if self.trace is not None:
            self.trace.append(name)
        if not self.is_armed:
            return None
        self.number += 1
        accident = self.plan.get(self.number)
        if accident is not None:
            self.blown.append(f"{self.number} {name} {accident.name}")
        return accident

    def round_trips(self) -> int:
        return sum(number for name, number in self.made.items() if name.startswith("table"))


@dataclass(eq=False, slots=True)
class Life:
    """Whether a process lives. What a dead one asks for is never done, and never answered."""

    is_over: bool = False
    at_death: Callable[[], None] | None = None

    def end(self) -> None:
        self.is_over = True
        if self.at_death is not None:
            self.at_death()

    async def going_on(self) -> None:
        if self.is_over:
            await asyncio.Event().wait()


@dataclass(slots=True)
class Guard:
    """Stands before the calls of one process. `latency` gives the seconds that a call to storage takes."""

    fuse: Fuse
    life: Life = field(default_factory=Life)
    latency: Callable[[], float] | None = None

    async def call(self, name: str, work: Callable[[], Awaitable[T]], error: Exception) -> T:
        await self.life.going_on()
        accident = self.fuse.burn(name)
        if accident is Accident.REFUSED:
            raise error
        if accident is Accident.DEATH_BEFORE:
            await self._death()
        if self.latency is not None:
            await asyncio.sleep(self.latency())
            await self.life.going_on()
        result = await work()
        await self.life.going_on()
        if accident is Accident.DEATH_AFTER:
            await self._death()
        if accident is Accident.UNHEARD:
            raise error
        return result

    async def _death(self) -> None:
        self.life.end()
        await self.life.going_on()


@dataclass(slots=True)
class GuardedTable:
    table: Table
    name: str
    guard: Guard

    async def get(self, partition: str, key: str) -> Row | None:
        return await self._call("get", lambda: self.table.get(partition, key))

    async def write(self, *changes: Change) -> Sequence[str]:
        return await self._call("write", lambda: self.table.write(*changes))

    async def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        found = self.table.pages(span, columns=columns, only=only)

        async def turned() -> Sequence[Row] | None:
            return await anext(found, None)

        while (page := await self._call("page", turned)) is not None:
            yield page

    async def _call(self, what: str, work: Callable[[], Awaitable[T]]) -> T:
        return await self.guard.call(f"table.{self.name}.{what}", work, StorageUnavailable(f"{self.name} is away"))


@dataclass(slots=True)
class GuardedQueue:
    queue: DeliveryQueue
    guard: Guard

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        await self._call("put", lambda: self.queue.put(delivery_id, delay))

    async def put_step(self, step: RunStep, delay: timedelta = timedelta()) -> None:
        await self._call("put_step", lambda: self.queue.put_step(step, delay))

    async def _call(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        await self.guard.call(f"queue.{what}", work, StorageUnavailable("the queue is away"))


@dataclass(slots=True)
class GuardedSender:
    sender: CardSender
    guard: Guard

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        return await self.guard.call("connector.send", lambda: self.sender.send(address, card), SendUnknown())

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        await self.guard.call("connector.update", lambda: self.sender.update(address, activity_id, card), SendUnknown())
