from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace

from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.told_feedback import ToldFeedback
from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.errors import Outdated, StorageUnavailable
from passeur.periods import Week
from passeur.storage.columns import row_of
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import AFTER_BAR, joined, week_partition
from passeur.storage.rewritten import rewritten
from passeur.storage.table import Conflict, Create, Delete, Put, Replace, Span, Table
from passeur.storage.workshop_rows import (
    copy_row,
    feedback_from,
    feedback_key,
    feedback_row,
    filed_in,
    host_partition,
    is_beside,
    is_feedback,
    is_filed,
    told_from,
    told_key,
    told_row,
    workshop_from,
    workshop_key,
    workshop_row,
)

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class WorkshopsTable:
    """A partition for each host, which holds the truth, and one for each week, which holds what is counted.

    WorkshopRepository. The host's row says which version was filed in which week: whoever reads it and finds that the
    last change was not filed, files it. Codes are rows of their own.
    """

    table: Table

    async def add(self, workshop: Workshop) -> Workshop:
        await self._name(workshop)
        row = workshop_row(workshop)
        try:
            (etag,) = await self.table.write(Create(row))
        except Conflict:
            stored = await self.get(workshop.tenant_id, workshop.host_id, workshop.id)
            if stored is None:
                raise StorageUnavailable("a workshop is there and cannot be read") from None
            return stored
        return await self._filed({**row, ETAG: etag})

    async def get(self, tenant_id: str, host_id: str, workshop_id: str) -> Workshop | None:
        row = await self.table.get(host_partition(tenant_id, host_id), workshop_key(workshop_id))
        return None if row is None else await self._filed(row)

    async def by_code(self, tenant_id: str, code: str) -> Workshop | None:
        named = await self.table.get(joined(tenant_id, "code"), joined(code))
        workshop = None if named is None else await self.get(tenant_id, named["host"], named["workshop"])
        # A code that was drawn by the slower of two clicks leads to the workshop of the other, which has its own.
        return workshop if workshop is not None and workshop.code == code else None

    async def replace(self, workshop: Workshop) -> None:
        stored = await self.table.get(host_partition(workshop.tenant_id, workshop.host_id), workshop_key(workshop.id))
        if stored is None:
            raise Declined(Why.WORKSHOP_UNKNOWN)
        there = workshop_from(stored)
        if there.version == workshop.version - 1:
            row = workshop_row(workshop, filed_in(stored), stored.get("filed_version", 0))
            try:
                (etag,) = await self.table.write(Replace(row, stored[ETAG]))
            except Conflict:
                there = await self._filed(await self._row(workshop))
            else:
                there = await self._filed({**row, ETAG: etag})
        else:
            there = await self._filed(stored)
        if there != workshop:
            raise Outdated

    async def answer(self, workshop: Workshop, feedback: Feedback) -> None:
        """Written first and checked after: a workshop that moved to another week meanwhile takes the answer there."""
        week = workshop.week
        for _ in range(_MOST_TRIES):
            row = feedback_row(workshop.tenant_id, week, feedback)
            await self.table.write(Put(row))
            there = workshop_from(await self._row(workshop)).week
            if there == week:
                return
            await self.table.write(Delete(row[PARTITION], row[KEY]))
            week = there
        raise StorageUnavailable(f"a workshop moved {_MOST_TRIES} times while somebody answered")

    async def feedback(self, workshop: Workshop) -> Sequence[Feedback]:
        return [feedback_from(row) for row in await self._feedback_rows(workshop, workshop.week)]

    async def between(
        self, tenant_id: str, first: Week, last: Week
    ) -> AsyncIterator[tuple[Workshop, Sequence[Feedback]]]:
        workshop: Workshop | None = None
        feedback: list[Feedback] = []
        async for page in self.table.pages(Span(week_partition(tenant_id, first), week_partition(tenant_id, last))):
            for row in page:
                if is_feedback(row):
                    if workshop is not None and is_beside(row, workshop):
                        feedback.append(feedback_from(row))
                    continue
                if workshop is not None and not workshop.withdrawn:
                    yield workshop, feedback
                workshop, feedback = workshop_from(row), []
        if workshop is not None and not workshop.withdrawn:
            yield workshop, feedback

    async def hosted_by(self, tenant_id: str, host_id: str, since: Week) -> Sequence[Workshop]:
        workshops = [workshop_from(row) for row in await self._hosted(tenant_id, host_id)]
        kept = [each for each in workshops if not each.withdrawn and each.week >= since]
        return sorted(kept, key=lambda each: (each.on, each.recorded_at, each.id), reverse=True)

    async def told(self, workshop: Workshop) -> ToldFeedback | None:
        row = await self.table.get(host_partition(workshop.tenant_id, workshop.host_id), told_key(workshop.id))
        return None if row is None else told_from(row)

    async def tell(self, workshop: Workshop, change: Callable[[ToldFeedback | None], ToldFeedback]) -> ToldFeedback:
        where = host_partition(workshop.tenant_id, workshop.host_id), told_key(workshop.id)
        _, told = await rewritten(self.table, where, told_from, lambda told: told_row(workshop, told), change)
        return told

    async def forget_answer(self, workshop: Workshop, respondent: str) -> None:
        partition = week_partition(workshop.tenant_id, workshop.week)
        await self.table.write(Delete(partition, feedback_key(workshop.id, respondent)))

    async def forget_host(self, tenant_id: str, host_id: str, stand_in: str) -> None:
        partition = host_partition(tenant_id, host_id)
        for row in await self._hosted(tenant_id, host_id):
            was = await self._filed(row)
            left = replace(was, host_id=stand_in, title="", place="")
            await self.table.write(Put(workshop_row(left)))
            await self.table.write(Put(_code_row(left)))
            # In the week where it was: the copy is written over, and nobody is counted twice.
            await self._filed(await self._row(left))
            await self.table.write(Delete(partition, told_key(was.id)))
            await self.table.write(Delete(partition, row[KEY]))

    async def _name(self, workshop: Workshop) -> None:
        row = _code_row(workshop)
        try:
            await self.table.write(Create(row))
        except Conflict:
            there = await self.table.get(row[PARTITION], row[KEY])
            if there is None or there["workshop"] != workshop.id:
                raise StorageUnavailable("the code that was drawn is taken: the next try draws another") from None

    async def _filed(self, row: Row) -> Workshop:
        """Bring the copy that is counted in step with a host's row that was read, or written, just now."""
        weeks: set[Week] = set()
        for _ in range(_MOST_TRIES):
            workshop, filed = workshop_from(row), filed_in(row)
            # Whoever was overtaken files again: what they wrote may be over what the other wrote.
            if not weeks and is_filed(row, workshop):
                return workshop
            weeks |= {filed} if filed else set()
            for week in sorted(weeks - {workshop.week}):
                await self._take_out(workshop, week)
            await self.table.write(Put(copy_row(workshop)))
            weeks.add(workshop.week)
            written = workshop_row(workshop, workshop.week, workshop.version)
            try:
                (etag,) = await self.table.write(Replace(written, row[ETAG]))
            except Conflict:
                row = await self._row(workshop)
                continue
            return replace(workshop, etag=etag)
        raise StorageUnavailable(f"a workshop was written by others {_MOST_TRIES} times in a row")

    async def _take_out(self, workshop: Workshop, week: Week) -> None:
        """Take a workshop and its feedback out of a week where it no longer is; a newer answer is not written over."""
        rows = await self._feedback_rows(workshop, week)
        for row in rows:
            try:
                await self.table.write(Create(feedback_row(workshop.tenant_id, workshop.week, feedback_from(row))))
            except Conflict:
                continue
        partition = week_partition(workshop.tenant_id, week)
        for key in (workshop_key(workshop.id), *(row[KEY] for row in rows)):
            await self.table.write(Delete(partition, key))

    async def _feedback_rows(self, workshop: Workshop, week: Week) -> Sequence[Row]:
        partition, start = week_partition(workshop.tenant_id, week), f"{workshop_key(workshop.id)}|"
        pages = self.table.pages(Span(partition, partition, start, f"{workshop_key(workshop.id)}{AFTER_BAR}"))
        return [row async for page in pages for row in page]

    async def _hosted(self, tenant_id: str, host_id: str) -> Sequence[Row]:
        partition = host_partition(tenant_id, host_id)
        pages = self.table.pages(Span(partition, partition, "w|", f"w{AFTER_BAR}"))
        return [row async for page in pages for row in page]

    async def _row(self, workshop: Workshop) -> Row:
        row = await self.table.get(host_partition(workshop.tenant_id, workshop.host_id), workshop_key(workshop.id))
        if row is None:
            raise Declined(Why.WORKSHOP_UNKNOWN)
        return row


def _code_row(workshop: Workshop) -> Row:
    return row_of(
        joined(workshop.tenant_id, "code"), joined(workshop.code), host=workshop.host_id, workshop=workshop.id
    )
