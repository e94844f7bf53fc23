"""Queues with what Azure's have, on the loop's clock: hidden messages, dequeue counts, receipts, poison."""

import asyncio
import heapq
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from passeur.delivery.outbox import DeliveryId, Home
from passeur.delivery.ports import RunStep
from passeur.delivery.queues import DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE, RUN_STEPS_QUEUE

POISON = "-poison"


@dataclass(slots=True)
class Message:
    """One message; `receipt` is that of whoever took it last."""

    id: int
    body: str
    count: int = 0
    receipt: int = 0
    is_there: bool = True


@dataclass(slots=True)
class SimulatedQueue:
    """A heap of (visible at, order, message); what was taken stands in it again, at the moment when it shows again."""

    _heap: list[tuple[float, int, Message]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=itertools.count)
    length: int = 0

    def put(self, body: str, delay: float = 0.0) -> None:
        self.length += 1
        self._show(Message(next(self._order), body), delay)

    def take(self, most: int, hidden: float) -> list[Message]:
        now = asyncio.get_running_loop().time()
        taken: list[Message] = []
        while self._heap and self._heap[0][0] <= now and len(taken) < most:
            _, order, message = heapq.heappop(self._heap)
            if message.is_there and order == message.receipt:
                message.count += 1
                taken.append(message)
        for message in taken:
            self._show(message, hidden)
        return taken

    def drop(self, message: Message, receipt: int) -> bool:
        """Delete a message; False when somebody else has taken it since."""
        if not message.is_there or message.receipt != receipt:
            return False
        message.is_there = False
        self.length -= 1
        return True

    def hide(self, message: Message, receipt: int, seconds: float) -> None:
        if message.is_there and message.receipt == receipt:
            self._show(message, seconds)

    def bodies(self) -> list[str]:
        return [message.body for _, order, message in self._heap if message.is_there and order == message.receipt]

    def clear(self) -> None:
        self._heap.clear()
        self.length = 0

    def _show(self, message: Message, delay: float) -> None:
        message.receipt = next(self._order)
        now = asyncio.get_running_loop().time()
        heapq.heappush(self._heap, (now + delay, message.receipt, message))


@dataclass(slots=True)
class SimulatedQueues:
    """DeliveryQueue over queues that are found by their name. `put_count` counts what was asked, by queue."""

    queues: defaultdict[str, SimulatedQueue] = field(default_factory=lambda: defaultdict(SimulatedQueue))
    put_count: Counter[str] = field(default_factory=Counter)

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        await asyncio.sleep(0)
        name = RUN_DELIVERIES_QUEUE if delivery_id.home is Home.RUNS else DELIVERIES_QUEUE
        self._put(name, str(delivery_id), delay)

    async def put_step(self, step: RunStep, delay: timedelta = timedelta()) -> None:
        await asyncio.sleep(0)
        self._put(RUN_STEPS_QUEUE, str(step), delay)

    def _put(self, name: str, body: str, delay: timedelta) -> None:
        self.put_count[name] += 1
        # As Azure, which counts whole seconds.
        self.queues[name].put(body, max(0.0, -(-delay.total_seconds() // 1)))
