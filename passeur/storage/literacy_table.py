from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from passeur.errors import StorageUnavailable
from passeur.literacy.measures import Measure, MeasureContent
from passeur.literacy.refusals import MeasureGone
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import joined
from passeur.storage.rewritten import rewritten
from passeur.storage.table import Conflict, Create, Span, Table


@dataclass(frozen=True, slots=True)
class LiteracyTable:
    """One partition for each tenant, a row for each recorded measure. LiteracyRepository."""

    table: Table

    async def add(self, measure: Measure) -> Measure:
        try:
            await self.table.write(Create(_row(measure)))
        except Conflict:
            first = await self.get(measure.tenant_id, measure.id)
            if first is None:
                raise StorageUnavailable("a measure is there and cannot be read") from None
            return first
        return measure

    async def get(self, tenant_id: str, measure_id: str) -> Measure | None:
        row = await self.table.get(*_where(tenant_id, measure_id))
        return None if row is None else _read(row)

    async def all(self, tenant_id: str) -> Sequence[Measure]:
        partition = joined(tenant_id, "literacy")
        found = [_read(row) async for page in self.table.pages(Span(partition, partition)) for row in page]
        return sorted(found, key=lambda each: (each.content.starts_on, each.recorded_at, each.id), reverse=True)

    async def change(self, tenant_id: str, measure_id: str, change: Callable[[Measure], Measure]) -> Measure:
        def known(measure: Measure | None) -> Measure:
            if measure is None:
                raise MeasureGone
            return change(measure)

        _, measure = await rewritten(self.table, _where(tenant_id, measure_id), _read, _row, known)
        return measure


def _where(tenant_id: str, measure_id: str) -> tuple[str, str]:
    return joined(tenant_id, "literacy"), joined(measure_id)


def _row(measure: Measure) -> Row:
    content = measure.content
    return row_of(
        *_where(measure.tenant_id, measure.id),
        title=content.title,
        audience=content.audience,
        about=content.about,
        starts_on=content.starts_on.isoformat(),
        ends_on=content.ends_on.isoformat() if content.ends_on else None,
        link=content.link,
        sha256=content.sha256,
        participants=content.participants,
        version=measure.version,
        recorded_at=write_time(measure.recorded_at),
        corrected_at=write_time(measure.corrected_at) if measure.corrected_at else None,
        withdrawn_at=write_time(measure.withdrawn_at) if measure.withdrawn_at else None,
    )


def _read(row: Row) -> Measure:
    return Measure(
        tenant_id=row[PARTITION].partition("|")[0],
        id=row[KEY],
        content=MeasureContent(
            title=row["title"],
            audience=row["audience"],
            starts_on=date.fromisoformat(row["starts_on"]),
            about=row["about"],
            ends_on=date.fromisoformat(row["ends_on"]) if "ends_on" in row else None,
            link=row["link"],
            sha256=row["sha256"],
            participants=row.get("participants"),
        ),
        recorded_at=read_time(row["recorded_at"]),
        version=row["version"],
        corrected_at=read_time(row["corrected_at"]) if "corrected_at" in row else None,
        withdrawn_at=read_time(row["withdrawn_at"]) if "withdrawn_at" in row else None,
        etag=row.get(ETAG, ""),
    )
