import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from passeur.directory.headcounts import Headcounts
from passeur.directory.ports import Changes
from passeur.directory.summary import DirectorySummary
from passeur.errors import StorageUnavailable
from passeur.people import Person
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import joined, person_partition
from passeur.storage.long_texts import text_columns, text_of
from passeur.storage.people_rows import person_from, person_row
from passeur.storage.table import MOST_CHANGES, Change, Conflict, Create, Delete, Put, Replace, Span, Table

_MOST_TRIES = 10
_SUMMARY = "summary"
_HEADCOUNTS = "headcounts"
_COUNTS = ("people", "from_file", "from_graph", "met", "reachable", "teams", "small_teams", "leavers_waiting")
_TIMES = ("counted_at", "file_at", "graph_at")


@dataclass(frozen=True, slots=True)
class DirectoryTable:
    """The people's table, a partition at a time, and what was counted in it. DirectoryRepository."""

    table: Table

    async def change_all(self, tenant_id: str, prefix: str, change: Callable[[Mapping[str, Person]], Changes]) -> None:
        for _ in range(_MOST_TRIES):
            rows = {row[KEY]: row for row in await self._rows(tenant_id, prefix)}
            known = {person_id: person_from(tenant_id, person_id, row) for person_id, row in rows.items()}
            wanted = change(known)
            changes = [_change(person_id, after, rows.get(person_id)) for person_id, after in wanted.items()]
            if await self._write([each for each in changes if each is not None]):
                return
        raise StorageUnavailable(f"people were written by others {_MOST_TRIES} times in a row")

    async def remove(self, tenant_id: str, person_id: str) -> None:
        await self.table.write(Delete(person_partition(tenant_id, person_id), joined(person_id)))

    async def summary(self, tenant_id: str) -> DirectorySummary | None:
        row = await self.table.get(_summaries(tenant_id), _SUMMARY)
        if row is None:
            return None
        return DirectorySummary(
            counted_at=read_time(row["counted_at"]),
            file_at=_time(row.get("file_at")),
            graph_at=_time(row.get("graph_at")),
            **{name: row[name] for name in _COUNTS},
        )

    async def put_summary(self, tenant_id: str, summary: DirectorySummary) -> None:
        counts = {name: getattr(summary, name) for name in _COUNTS}
        times = {name: write_time(moment) for name in _TIMES if (moment := getattr(summary, name))}
        await self.table.write(Put(row_of(_summaries(tenant_id), _SUMMARY, **counts, **times)))

    async def headcounts(self, tenant_id: str) -> Headcounts | None:
        row = await self.table.get(_summaries(tenant_id), _HEADCOUNTS)
        if row is None:
            return None
        people = {(trade, site): count for trade, site, count in json.loads(text_of(row))}
        return Headcounts(read_time(row["counted_at"]), people)

    async def put_headcounts(self, tenant_id: str, headcounts: Headcounts) -> None:
        counts = text_columns(json.dumps([[*place, count] for place, count in sorted(headcounts.people.items())]))
        counted_at = write_time(headcounts.counted_at)
        await self.table.write(Put(row_of(_summaries(tenant_id), _HEADCOUNTS, counted_at=counted_at, **counts)))

    async def _rows(self, tenant_id: str, prefix: str) -> Sequence[Row]:
        partition = joined(tenant_id, prefix)
        return [row async for page in self.table.pages(Span(partition, partition)) for row in page]

    async def _write(self, changes: Sequence[Change]) -> bool:
        """Make the changes, up to a hundred in a round trip; False as soon as somebody else wrote one of the rows."""
        try:
            for start in range(0, len(changes), MOST_CHANGES):
                await self.table.write(*changes[start : start + MOST_CHANGES])
        except Conflict:
            return False
        return True


def _change(person_id: str, after: Person | None, there: Row | None) -> Change | None:
    if after is None:
        return None if there is None else Delete(there[PARTITION], person_id, there[ETAG])
    row = person_row(after)
    return Create(row) if there is None else Replace(row, there[ETAG])


def _summaries(tenant_id: str) -> str:
    # No tenant's own partition, so that nobody who reads people ever meets it.
    return joined("directory", tenant_id)


def _time(text: str | None) -> datetime | None:
    return None if text is None else read_time(text)
