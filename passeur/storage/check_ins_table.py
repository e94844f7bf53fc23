from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from passeur.ambassadors.check_ins import CheckIn
from passeur.errors import StorageUnavailable
from passeur.periods import Week
from passeur.storage.check_in_rows import ASKS, FIRST, SNOOZED, check_in_from, check_in_key, check_in_row, second_key
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import AFTER_BAR, joined, week_partition
from passeur.storage.table import Conflict, Create, Delete, Replace, Span, Table

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class CheckInsTable:
    """A partition for each period, a row for each person who said something of it. CheckInRepository.

    Whoever has periods of two cohorts that begin in the same week has two rows: the first to be written is where all
    are, as older versions wrote them, and the other one beside it (see `second_key`).
    """

    table: Table

    async def get(self, tenant_id: str, cohort_id: str, period: Week, person_id: str) -> CheckIn | None:
        _, row = await self._row(tenant_id, cohort_id, period, person_id)
        return None if row is None else check_in_from(row)

    async def change(
        self,
        tenant_id: str,
        cohort_id: str,
        period: Week,
        person_id: str,
        change: Callable[[CheckIn | None], CheckIn],
    ) -> tuple[CheckIn | None, CheckIn]:
        for _ in range(_MOST_TRIES):
            key, row = await self._row(tenant_id, cohort_id, period, person_id)
            before = None if row is None else check_in_from(row)
            after = change(before)
            if after == before:
                return before, after
            written = check_in_row(after, key)
            try:
                (etag,) = await self.table.write(Create(written) if row is None else Replace(written, row[ETAG]))
            except Conflict:
                continue
            return before, replace(after, etag=etag)
        raise StorageUnavailable(f"a check-in was written by others {_MOST_TRIES} times in a row")

    async def find(
        self, tenant_id: str, period: Week, person_id: str, wanted: Callable[[CheckIn], bool]
    ) -> CheckIn | None:
        partition, key = week_partition(tenant_id, period), check_in_key(person_id)
        row = await self.table.get(partition, key)
        if row is not None and wanted(first := check_in_from(row)):
            return first
        # Few people have another one, and nothing names the cohort here.
        async for page in self.table.pages(Span(partition, partition, f"{FIRST}.", f"{FIRST}.{AFTER_BAR}")):
            for each in map(check_in_from, page):
                if each.person_id == person_id and wanted(each):
                    return each
        return None

    async def between(self, tenant_id: str, first: Week, last: Week) -> AsyncIterator[Sequence[CheckIn]]:
        async for page in self.table.pages(_span(tenant_id, first, last)):
            yield [check_in_from(row) for row in page]

    async def asking(self, tenant_id: str, first: Week, last: Week) -> Sequence[CheckIn]:
        return await self._marked(ASKS, tenant_id, first, last)

    async def snoozed(self, tenant_id: str, first: Week, last: Week) -> Sequence[CheckIn]:
        return await self._marked(SNOOZED, tenant_id, first, last)

    async def among(self, tenant_id: str, cohort_id: str, period: Week, first: str, last: str) -> Sequence[CheckIn]:
        known = await self._among(FIRST, tenant_id, period, first, last)
        own = [each for each in known if each.cohort_id == cohort_id]
        if len(own) < len(known):
            own += await self._among(f"{FIRST}.{cohort_id}", tenant_id, period, first, last)
        return own

    async def forget(self, tenant_id: str, cohort_id: str, period: Week, person_id: str) -> None:
        partition, key = week_partition(tenant_id, period), check_in_key(person_id)
        row = await self.table.get(partition, key)
        is_first = row is not None and row["cohort_id"] == cohort_id
        await self.table.write(Delete(partition, key if is_first else second_key(person_id, cohort_id)))

    async def _marked(self, mark: str, tenant_id: str, first: Week, last: Week) -> Sequence[CheckIn]:
        pages = self.table.pages(_span(tenant_id, first, last), only=mark)
        return [check_in_from(row) async for page in pages for row in page]

    async def _among(self, form: str, tenant_id: str, period: Week, first: str, last: str) -> Sequence[CheckIn]:
        partition = week_partition(tenant_id, period)
        span = Span(partition, partition, joined(form, first), f"{joined(form, last)}{AFTER_BAR}")
        return [check_in_from(row) async for page in self.table.pages(span) for row in page]

    async def _row(self, tenant_id: str, cohort_id: str, period: Week, person_id: str) -> tuple[str, Row | None]:
        """Where the row of a cohort is, or is to be, and what is there: one round trip, two for a second cohort."""
        partition, key = week_partition(tenant_id, period), check_in_key(person_id)
        row = await self.table.get(partition, key)
        if row is None or row["cohort_id"] == cohort_id:
            return key, row
        key = second_key(person_id, cohort_id)
        return key, await self.table.get(partition, key)


def _span(tenant_id: str, first: Week, last: Week) -> Span:
    return Span(week_partition(tenant_id, first), week_partition(tenant_id, last), FIRST, f"{FIRST}{AFTER_BAR}")
