"""The turns of one process: sends that it took from the tenant's budget, and that its workers wait for."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from passeur.delivery.pacing import HIGHEST_RATE, LONGEST_PAUSE, NEAR
from passeur.delivery.ports import PaceRepository
from passeur.ports import Clock

Sleep = Callable[[float], Awaitable[None]]

# One write of the budget serves several sends, once they are really wanted. No more of them than the messages that a
# process has in its hands, even of ten processes: what one takes and cannot use in time is lost to all.
_SLICE = 0.15
# A 429 that another process met is known here this much later at most.
_FRESH = timedelta(seconds=1)
_NOTHING = timedelta()
# A message is claimed so long before its moment: what the write of its row takes is not lost to the budget.
_TO_CLAIM = timedelta(seconds=0.2)


@dataclass(frozen=True, slots=True)
class Slot:
    """A send that is this caller's alone, at its moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing near is free: ask again at this moment."""

    at: datetime


def grace_of(rate: float) -> timedelta:
    """How late a send may still use its moment, so that any second sees `rate` times this much more of them, plus one.

    At 30 a second that makes 39 at most; at the highest rate 49, where Teams allows 50.
    """
    return timedelta(seconds=min(0.25, max(0.06, 44 / rate - 1)))


@dataclass(slots=True)
class Pacer:
    """Gives each send its moment, so that all processes together keep to `rate` messages a second, and never burst.

    Moments are taken from a row that all processes share, more at once the faster they are used up. One that nobody
    used in time is dropped, never made up for.
    """

    paces: PaceRepository
    tenant_id: str
    rate: float
    clock: Clock
    sleep: Sleep = asyncio.sleep
    _slots: deque[datetime] = field(default_factory=deque)
    _at_once: int = 1
    _away_until: datetime | None = None
    _looked_at: datetime | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.rate = min(self.rate, HIGHEST_RATE)

    def away_until(self) -> datetime | None:
        """The end of a long pause that Teams asked for, when one is known here: until then nothing need be tried."""
        now = self.clock()
        until = self._away_until
        return until if until is not None and now + NEAR < until <= now + LONGEST_PAUSE else None

    async def book(self) -> Slot | Later:
        """The next send of the budget, unless it is too far ahead to wait for."""
        async with self._turn:
            if (until := self.away_until()) is not None:
                return Later(until)
            self._drop_missed(self.clock())
            if not self._slots:
                first = await self._take()
                if first is not None:
                    return Later(first)
            return Slot(self._slots.popleft())

    async def come_near(self, slot: Slot) -> None:
        """Wait until it is time to claim the message that leaves in this slot."""
        await self._wait_until(slot.at - _TO_CLAIM)

    async def wait_for(self, slot: Slot) -> bool:
        """Wait for the moment of a slot; False when it was missed, or Teams asked to wait: book another one."""
        if not await self._wait_until(slot.at):
            return False
        await self._look()
        now = self.clock()
        return now <= slot.at + grace_of(self.rate) and not self._is_away(now)

    def stay_away(self, until: datetime) -> None:
        """Teams asked to wait: nothing leaves this process before `until`."""
        self._slots.clear()
        self._at_once = 1
        self._away_until = until if self._away_until is None else max(until, self._away_until)

    async def tell_all(self, until: datetime) -> None:
        """Teams asked to wait: nothing leaves any process before `until`."""
        self.stay_away(until)
        await self.paces.throttle(self.tenant_id, until)

    async def _take(self) -> datetime | None:
        """Take moments from the budget; when the first one is too far ahead, none is taken and this is it."""
        now, wanted = self.clock(), self._at_once
        first = await self.paces.reserve(self.tenant_id, wanted, rate=self.rate, now=now)
        self._looked_at = now
        if first - now > NEAR:
            if first - now > NEAR + _FRESH:  # processes that wait for each other are never this far ahead
                self.stay_away(first)
            return first
        self._slots.extend(first + timedelta(seconds=number / self.rate) for number in range(wanted))
        self._at_once = min(2 * wanted, max(1, int(self.rate * _SLICE)))
        return None

    def _drop_missed(self, now: datetime) -> None:
        if self._slots and self._slots[0] - now > NEAR + _FRESH:  # the clock was put back
            self._slots.clear()
        oldest = now - grace_of(self.rate)
        while self._slots and self._slots[0] < oldest:
            self._slots.popleft()
            self._at_once = 1

    async def _wait_until(self, moment: datetime) -> bool:
        """False when that would take longer than any turn does: the clock was put back."""
        while (ahead := moment - self.clock()) > _NOTHING:
            if ahead > NEAR + _FRESH:
                return False
            await self.sleep(ahead.total_seconds())
        return True

    async def _look(self) -> None:
        """See whether another process was asked to wait since this one last heard of the budget."""
        if self._is_fresh():
            return
        async with self._turn:
            if not self._is_fresh():
                now = self.clock()
                until = await self.paces.throttled_until(self.tenant_id)
                self._looked_at = now
                if until is not None and until > now:
                    self.stay_away(until)

    def _is_fresh(self) -> bool:
        return self._looked_at is not None and _NOTHING <= self.clock() - self._looked_at <= _FRESH

    def _is_away(self, now: datetime) -> bool:
        return self._away_until is not None and now < self._away_until <= now + LONGEST_PAUSE
