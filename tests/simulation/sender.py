"""The way to Teams without a network: the published windows, a latency, and what may go wrong, on the loop's clock."""

import asyncio
import itertools
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from passeur.delivery.addresses import Address
from passeur.delivery.outbox import Reason
from passeur.delivery.ports import SendFailed, SendThrottled, SendUnavailable, SendUnknown
from tests.fakes.connector import Cut, Fault, Status
from tests.fakes.windows import Windows

_REASONS = {401: Reason.NOT_REGISTERED, 403: Reason.BLOCKED, 404: Reason.CONVERSATION_GONE, 413: Reason.TOO_BIG}
_GIVEN_UP_AFTER = 10.0


@dataclass(slots=True)
class Latency:
    """Seconds on the way there and back: a long tail, as networks have. A `middle` of 0 is no latency at all."""

    middle: float = 0.3
    spread: float = 0.4
    seed: int = 0
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._random.seed(self.seed)

    def one_way(self) -> float:
        if not self.middle:
            return 0.0
        return min(self._random.lognormvariate(math.log(self.middle / 2), self.spread), 4.0)


@dataclass(slots=True)
class WindowedSender:
    """CardSender. `posted` counts the messages of each conversation, `updated` the replaced cards."""

    windows: Windows
    latency: Latency = field(default_factory=Latency)
    plan: Callable[[], Fault | None] | None = None
    posted: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    last_card: Mapping[str, Any] | None = None
    # When posts arrived, in the loop's seconds, when somebody asks for it.
    arrivals: list[float] | None = None
    has_posted: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1_700_000_000_001))

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        activity_id = str(next(self._ids))

        def post() -> None:
            self.posted[address.conversation_id] += 1
            self.last_card = card
            self.has_posted.set()
            if self.arrivals is not None:
                self.arrivals.append(asyncio.get_running_loop().time())

        await self._call(address, post)
        return activity_id

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        def put() -> None:
            self.updated[activity_id] += 1
            self.last_card = card

        await self._call(address, put)

    async def _call(self, address: Address, work: Callable[[], None]) -> None:
        await asyncio.sleep(self.latency.one_way())
        wait = self.windows.admit(address.conversation_id)
        if wait is not None:
            raise SendThrottled(math.ceil(wait))
        fault = self.plan() if self.plan is not None else None
        if isinstance(fault, Status):
            await asyncio.sleep(self.latency.one_way())
            raise self._for_delivery(fault)
        if fault in (Cut.BEFORE, Cut.HANG):
            await asyncio.sleep(_GIVEN_UP_AFTER if fault is Cut.HANG else 0)
            raise SendUnknown
        work()
        if fault is not None:
            await asyncio.sleep(_GIVEN_UP_AFTER if fault is Cut.SILENCE else 0)
            raise SendUnknown
        await asyncio.sleep(self.latency.one_way())

    def _for_delivery(self, fault: Status) -> Exception:
        if fault.status == 429:
            wait = float(fault.headers.get("Retry-After", "1"))
            self.windows.refused(wait)
            return SendThrottled(wait)
        if fault.status in (412, 502, 503, 504):
            return SendUnavailable(float(fault.headers.get("Retry-After", "30")))
        if fault.status >= 500:
            return SendUnknown()
        return SendFailed(_REASONS.get(fault.status, Reason.REFUSED))
