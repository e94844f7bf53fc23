from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from passeur.ambassadors.recognition import MonthChoice, Spotlight
from passeur.errors import StorageUnavailable
from passeur.periods import Month
from passeur.privacy.noes import noes_to_month, noes_to_spotlight
from passeur.sharing.shares import ShareRef
from passeur.storage.entities import PARTITION, Row
from passeur.storage.keys import joined
from passeur.storage.noes_table import NoesTable
from passeur.storage.recognition_rows import (
    MONTHS,
    SPOTLIGHTS,
    month_from,
    month_row,
    spotlight_from,
    spotlight_row,
)
from passeur.storage.table import Conflict, Create, Delete, Replace, Span, Table

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class RecognitionsTable:
    """Two partitions beside the badges: months and spotlights, a row each. RecognitionRepository."""

    table: Table
    noes: NoesTable

    async def month(self, tenant_id: str, month: Month) -> MonthChoice | None:
        row = await self.table.get(joined(tenant_id, MONTHS), joined(month.key))
        return None if row is None else month_from(tenant_id, row)

    async def months(self, tenant_id: str, first: Month, last: Month) -> Sequence[MonthChoice]:
        partition = joined(tenant_id, MONTHS)
        # `!` is the first character that may follow the last key: it is part of the range.
        pages = self.table.pages(Span(partition, partition, first.key, f"{last.key}!"))
        return [month_from(tenant_id, row) async for page in pages for row in page]

    async def change_month(
        self, tenant_id: str, month: Month, change: Callable[[MonthChoice | None], MonthChoice]
    ) -> tuple[MonthChoice | None, MonthChoice]:
        for _ in range(_MOST_TRIES):
            before = await self.month(tenant_id, month)
            after = change(before)
            if after == before:
                return before, after
            for person_id in set(after.refused).difference(before.refused if before else ()):
                await self.noes.say(tenant_id, person_id, noes_to_month(after, person_id))
            if etag := await self._written(month_row(after), before.etag if before else ""):
                return before, replace(after, etag=etag)
        raise StorageUnavailable(f"the choice of {month.key} was overtaken {_MOST_TRIES} times")

    async def spotlight(self, tenant_id: str, share: ShareRef) -> Spotlight | None:
        row = await self.table.get(joined(tenant_id, SPOTLIGHTS), joined(str(share)))
        return None if row is None else spotlight_from(tenant_id, row)

    async def change_spotlight(
        self, tenant_id: str, share: ShareRef, change: Callable[[Spotlight | None], Spotlight]
    ) -> tuple[Spotlight | None, Spotlight]:
        for _ in range(_MOST_TRIES):
            before = await self.spotlight(tenant_id, share)
            after = change(before)
            if after == before:
                return before, after
            await self.noes.say(tenant_id, after.author_id, noes_to_spotlight(after))
            if etag := await self._written(spotlight_row(after), before.etag if before else ""):
                return before, replace(after, etag=etag)
        raise StorageUnavailable(f"the spotlight of {share} was overtaken {_MOST_TRIES} times")

    async def forget(self, tenant_id: str, person_id: str) -> None:
        months = joined(tenant_id, MONTHS)
        for row in await self._all(months):
            known = month_from(tenant_id, row)
            named = (known.choice.person_id, known.choice.chosen_by) if known.choice else ()
            if person_id in (*known.refused, *named):
                await self.change_month(tenant_id, known.month, partial(_without, person_id=person_id))
        spotlights = joined(tenant_id, SPOTLIGHTS)
        for row in await self._all(spotlights):
            spotlight = spotlight_from(tenant_id, row)
            if spotlight.author_id == person_id:
                await self.table.write(Delete(row[PARTITION], joined(str(spotlight.share))))
            elif spotlight.asked_by == person_id:
                await self.change_spotlight(tenant_id, spotlight.share, _asked_by_nobody)

    async def _all(self, partition: str) -> Sequence[Row]:
        return [row async for page in self.table.pages(Span(partition, partition)) for row in page]

    async def _written(self, row: Row, etag: str) -> str:
        """The new version, or nothing when somebody wrote in between."""
        try:
            (written,) = await self.table.write(Replace(row, etag) if etag else Create(row))
        except Conflict:
            return ""
        return written


def _without(month: MonthChoice | None, *, person_id: str) -> MonthChoice:
    if month is None:
        raise StorageUnavailable("a choice was there and cannot be read")
    choice = month.choice
    if choice is not None and choice.person_id == person_id:
        choice = None
    elif choice is not None and choice.chosen_by == person_id:
        choice = replace(choice, chosen_by="")
    return replace(month, choice=choice, refused=tuple(each for each in month.refused if each != person_id))


def _asked_by_nobody(spotlight: Spotlight | None) -> Spotlight:
    if spotlight is None:
        raise StorageUnavailable("a spotlight was there and cannot be read")
    return replace(spotlight, asked_by="")
