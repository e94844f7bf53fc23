import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from passeur.briefs.summaries import WeekSummary
from passeur.periods import Week
from passeur.storage.columns import row_of
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import AFTER_BAR, joined, week_partition
from passeur.storage.long_texts import pieces, text_columns, text_of
from passeur.storage.summary_json import summary_from_json, summary_to_json
from passeur.storage.table import Delete, Put, Span, Table

_SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class SummariesTable:
    """One row for each week, and more for a week of thousands of shares. SummaryRepository.

    The rows beyond the first are named by what is in them and written before it, so that whoever reads the first finds
    the others that belong to it; those of an older summary are removed last. Of two who write at once one may remove
    what belongs to the other's: such a summary is none, and is folded again.
    """

    table: Table

    async def between(self, tenant_id: str, first: Week, last: Week) -> Sequence[WeekSummary]:
        span = Span(week_partition(tenant_id, first), week_partition(tenant_id, last))
        rows = {(row[PARTITION], row[KEY]): row async for page in self.table.pages(span) for row in page}
        read = (
            self._read(Week.parse(partition.rpartition("|")[2]), row, rows)
            for (partition, key), row in sorted(rows.items())
            if key == _SUMMARY
        )
        return [summary for summary in read if summary is not None]

    async def put(self, tenant_id: str, summary: WeekSummary) -> None:
        partition = week_partition(tenant_id, summary.week)
        text = summary_to_json(summary)
        stamp = hashlib.sha256(text.encode()).hexdigest()[:16]
        head, *others = pieces(text)
        keys = [_part(stamp, number) for number in range(len(others))]
        for key, piece in zip(keys, others, strict=True):
            await self.table.write(Put(row_of(partition, key, **text_columns(piece))))
        await self.table.write(Put(row_of(partition, _SUMMARY, stamp=stamp, others=len(others), **text_columns(head))))
        await self._remove_others(partition, set(keys))

    async def _remove_others(self, partition: str, kept: set[str]) -> None:
        span = Span(partition, partition, "part|", f"part{AFTER_BAR}")
        old = [row[KEY] async for page in self.table.pages(span, columns=(KEY,)) for row in page]
        for key in old:
            if key not in kept:
                await self.table.write(Delete(partition, key))

    @staticmethod
    def _read(week: Week, row: Row, rows: dict[tuple[str, str], Row]) -> WeekSummary | None:
        keys = [(row[PARTITION], _part(row["stamp"], number)) for number in range(row["others"])]
        if any(key not in rows for key in keys):
            return None
        parts = (rows[key] for key in keys)
        return summary_from_json(week, text_of(row) + "".join(map(text_of, parts)))


def _part(stamp: str, number: int) -> str:
    return joined("part", stamp, f"{number:03d}")
