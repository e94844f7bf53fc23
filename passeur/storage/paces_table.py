import asyncio
import random
from bisect import insort
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from passeur.delivery.pacing import NEAR, Pace, free_at, remembered
from passeur.errors import StorageUnavailable
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import joined
from passeur.storage.pace_rows import PACE, conversation_key, moments_from, moments_row, pace_from, pace_row
from passeur.storage.table import Conflict, Create, Replace, Table

_MOST_TRIES = 20
_LONGEST_PAUSE = 0.5


@dataclass(slots=True)
class _LastSeen:
    """What this process last read or wrote of a tenant's budget, and whose turn it is to take from it.

    Who is behind writes nothing over the others: its version is refused, and it reads again.
    """

    pace: Pace | None = None
    etag: str = ""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class PacesTable:
    """One row for each tenant's budget, one for each conversation that many may write to. PaceRepository.

    Every send that is given is in the row first: an answer that is lost loses sends, and gives none twice.
    """

    table: Table
    _seen: dict[str, _LastSeen] = field(default_factory=dict)

    async def reserve(
        self, tenant_id: str, slots: int, *, rate: float, now: datetime, within: timedelta = NEAR
    ) -> datetime:
        seen = self._seen.setdefault(tenant_id, _LastSeen())
        async with seen.turn:
            for attempt in range(_MOST_TRIES):
                before = await self._pace(tenant_id, seen)
                after, start = (before or Pace(now)).reserved(slots, rate, now)
                # A budget only moves forward: what is too far ahead in an older version is so in the last one.
                if start - now > within or await self._written(tenant_id, seen, after, attempt):
                    return start
        raise StorageUnavailable(f"the budget was written by others {_MOST_TRIES} times in a row")

    async def throttled_until(self, tenant_id: str) -> datetime | None:
        row = await self.table.get(joined(tenant_id), PACE)
        return pace_from(row).throttled_until if row else None

    async def throttle(self, tenant_id: str, until: datetime) -> None:
        seen = self._seen.setdefault(tenant_id, _LastSeen())
        async with seen.turn:
            for attempt in range(_MOST_TRIES):
                before = await self._pace(tenant_id, seen)
                after = (before or Pace(until)).throttled(until)
                if after == before or await self._written(tenant_id, seen, after, attempt):
                    return
        raise StorageUnavailable(f"the budget was written by others {_MOST_TRIES} times in a row")

    async def reserve_in(
        self, tenant_id: str, conversation_id: str, now: datetime, *, within: timedelta = NEAR
    ) -> datetime:
        for attempt in range(_MOST_TRIES):
            row = await self.table.get(*conversation_key(tenant_id, conversation_id))
            moments = remembered(moments_from(row), now)
            moment = free_at(moments, now)
            if moment - now > within:
                return moment
            # Not always the last one: clocks differ, and one that was ahead may have taken later ones.
            insort(moments, moment)
            if await self._replaced(row, moments_row(tenant_id, conversation_id, moments), attempt):
                return moment
        raise StorageUnavailable(f"the sends of a conversation were written by others {_MOST_TRIES} times in a row")

    async def _pace(self, tenant_id: str, seen: _LastSeen) -> Pace | None:
        if not seen.etag:
            row = await self.table.get(joined(tenant_id), PACE)
            seen.pace, seen.etag = (pace_from(row), row[ETAG]) if row else (None, "")
        return seen.pace

    async def _written(self, tenant_id: str, seen: _LastSeen, after: Pace, attempt: int) -> bool:
        row, etag = pace_row(tenant_id, after), seen.etag
        # Until there is an answer, nobody knows which version is the last one.
        seen.etag = ""
        try:
            (seen.etag,) = await self.table.write(Replace(row, etag) if etag else Create(row))
        except Conflict:
            await _pause(attempt)
            return False
        seen.pace = after
        return True

    async def _replaced(self, before: Row | None, after: Row, attempt: int) -> bool:
        try:
            await self.table.write(Create(after) if before is None else Replace(after, before[ETAG]))
        except Conflict:
            await _pause(attempt)
            return False
        return True


async def _pause(attempt: int) -> None:
    longest = min(_LONGEST_PAUSE, 0.01 * 2**attempt)
    await asyncio.sleep(random.uniform(0, longest))  # noqa: S311  # spreads writers, guards nothing
