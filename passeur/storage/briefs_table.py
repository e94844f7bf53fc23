from collections.abc import Callable
from dataclasses import dataclass

from passeur.briefs.brief import Brief
from passeur.briefs.review import Review
from passeur.errors import StorageUnavailable
from passeur.periods import Month
from passeur.storage.brief_json import brief_from_json, brief_to_json, review_from_json, review_to_json
from passeur.storage.columns import row_of
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import joined
from passeur.storage.long_texts import text_columns, text_of
from passeur.storage.table import Conflict, Create, Replace, Span, Table

_BRIEF, _REVIEW = "brief", "review"
_MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class BriefsTable:
    """A partition for each month: the brief, written once, and the review of it. BriefRepository."""

    table: Table

    async def get(self, tenant_id: str, month: Month) -> tuple[Brief, Review] | None:
        partition = _partition(tenant_id, month)
        rows = {row[KEY]: row async for page in self.table.pages(Span(partition, partition)) for row in page}
        if _BRIEF not in rows:
            return None
        return brief_from_json(month, text_of(rows[_BRIEF])), _review(month, rows.get(_REVIEW))

    async def create(self, tenant_id: str, brief: Brief) -> Brief:
        row = row_of(_partition(tenant_id, brief.month), _BRIEF, **text_columns(brief_to_json(brief)))
        try:
            await self.table.write(Create(row))
        except Conflict:
            stored = await self.get(tenant_id, brief.month)
            if stored is None:
                raise StorageUnavailable(f"the brief of {brief.month.key} is there and cannot be read") from None
            return stored[0]
        return brief

    async def last_approved(self, tenant_id: str) -> tuple[Brief, Review] | None:
        span = Span(joined(tenant_id, "0"), joined(tenant_id, "~"), _REVIEW, f"{_REVIEW}~")
        pages = self.table.pages(span, columns=(PARTITION, "approved"), only="approved")
        months = [Month.parse(row[PARTITION].rpartition("|")[2]) async for page in pages for row in page]
        return await self.get(tenant_id, max(months)) if months else None

    async def decide(self, tenant_id: str, month: Month, change: Callable[[Review], Review]) -> Review:
        partition = _partition(tenant_id, month)
        for _ in range(_MOST_TRIES):
            row = await self.table.get(partition, _REVIEW)
            before = _review(month, row)
            after = change(before)
            if row is not None and after == before:
                return before
            written = row_of(partition, _REVIEW, approved=after.is_approved, **text_columns(review_to_json(after)))
            try:
                await self.table.write(Create(written) if row is None else Replace(written, row[ETAG]))
            except Conflict:
                continue
            return after
        raise StorageUnavailable(f"the review of {month.key} was overtaken {_MOST_TRIES} times")


def _partition(tenant_id: str, month: Month) -> str:
    return joined(tenant_id, month.key)


def _review(month: Month, row: Row | None) -> Review:
    return Review(month) if row is None else review_from_json(month, text_of(row))
