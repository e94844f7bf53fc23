from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from passeur.ambassadors.check_ins import CheckIn
from passeur.errors import StorageUnavailable
from passeur.periods import Week
from passeur.storage.check_in_rows import ASKS, SNOOZED, check_in_from, check_in_key, check_in_row
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import AFTER_BAR, joined, week_partition
from passeur.storage.table import Conflict, Create, Delete, Replace, Span, Table

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class CheckInsTable:
    """A partition for each period, a row for each person who said something of it. CheckInRepository."""

    table: Table

    async def get(self, tenant_id: str, period: Week, person_id: str) -> CheckIn | None:
        row = await self._row(tenant_id, period, person_id)
        return None if row is None else check_in_from(row)

    async def change(
        self,
        tenant_id: str,
        period: Week,
        person_id: str,
        change: Callable[[CheckIn | None], CheckIn],
    ) -> tuple[CheckIn | None, CheckIn]:
        for _ in range(_MOST_TRIES):
            row = await self._row(tenant_id, period, person_id)
            before = None if row is None else check_in_from(row)
            after = change(before)
            if after == before:
                return before, after
            written = check_in_row(after)
            try:
                (etag,) = await self.table.write(Create(written) if row is None else Replace(written, row[ETAG]))
            except Conflict:
                continue
            return before, replace(after, etag=etag)
        raise StorageUnavailable(f"a check-in was written by others {_MOST_TRIES} times in a row")

    async def between(self, tenant_id: str, first: Week, last: Week) -> AsyncIterator[Sequence[CheckIn]]:
        async for page in self.table.pages(_span(tenant_id, first, last)):
            yield [check_in_from(row) for row in page]

    async def asking(self, tenant_id: str, first: Week, last: Week) -> Sequence[CheckIn]:
        return await self._marked(ASKS, tenant_id, first, last)

    async def snoozed(self, tenant_id: str, first: Week, last: Week) -> Sequence[CheckIn]:
        return await self._marked(SNOOZED, tenant_id, first, last)

    async def among(self, tenant_id: str, period: Week, first: str, last: str) -> Sequence[CheckIn]:
        partition = week_partition(tenant_id, period)
        span = Span(partition, partition, joined("c", first), f"{joined('c', last)}{AFTER_BAR}")
        return [check_in_from(row) async for page in self.table.pages(span) for row in page]

    async def forget(self, tenant_id: str, period: Week, person_id: str) -> None:
        await self.table.write(Delete(week_partition(tenant_id, period), check_in_key(person_id)))

    async def _marked(self, mark: str, tenant_id: str, first: Week, last: Week) -> Sequence[CheckIn]:
        pages = self.table.pages(_span(tenant_id, first, last), only=mark)
        return [check_in_from(row) async for page in pages for row in page]

    async def _row(self, tenant_id: str, period: Week, person_id: str) -> Row | None:
        return await self.table.get(week_partition(tenant_id, period), check_in_key(person_id))


def _span(tenant_id: str, first: Week, last: Week) -> Span:
    return Span(week_partition(tenant_id, first), week_partition(tenant_id, last), "c|", f"c{AFTER_BAR}")
