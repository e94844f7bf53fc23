from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passeur.ambassadors.kpis import MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.delivery.batches import all_of
from passeur.delivery.shards import prefix_of
from passeur.errors import StorageUnavailable
from passeur.periods import Month
from passeur.storage.columns import row_of
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import LAST, joined
from passeur.storage.kpi_json import board_from_json, board_to_json, own_from_json, own_to_json
from passeur.storage.long_texts import text_columns, text_of
from passeur.storage.table import Conflict, Delete, Put, Replace, Span, Table

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class KpisTable:
    """A partition of boards, a row for each month; and one for each prefix of a person. KpiRepository.

    A row of a prefix holds one month's own numbers of the few people whose prefix it is. A board's row names those that
    were written with it, so that what an older one left is removed.
    """

    table: Table

    async def between(self, tenant_id: str, first: Month, last: Month) -> Sequence[MonthBoard]:
        partition = _boards(tenant_id)
        pages = self.table.pages(Span(partition, partition, first.key, f"{last.key}{LAST}"))
        return [board_from_json(Month.parse(row[KEY]), text_of(row)) async for page in pages for row in page]

    async def rules(self, tenant_id: str) -> Mapping[Month, int]:
        partition = _boards(tenant_id)
        pages = self.table.pages(Span(partition, partition), columns=(KEY, "rule"))
        return {Month.parse(row[KEY]): row["rule"] async for page in pages for row in page}

    async def put(self, tenant_id: str, board: MonthBoard, own: Mapping[str, OwnMonth]) -> None:
        key = board.month.key
        before = await self.table.get(_boards(tenant_id), key)
        shards: dict[str, dict[str, OwnMonth]] = defaultdict(dict)
        for person_id, line in own.items():
            shards[prefix_of(person_id)][person_id] = line
        gone = sorted(_shards_of(before) - shards.keys())
        await all_of(
            [
                *(self.table.write(_own_lines(tenant_id, prefix, key, lines)) for prefix, lines in shards.items()),
                *(self.table.write(Delete(_own(tenant_id, prefix), key)) for prefix in gone),
            ]
        )
        names = " ".join(sorted(shards))
        columns = text_columns(board_to_json(board))
        await self.table.write(Put(row_of(_boards(tenant_id), key, rule=board.rule, shards=names, **columns)))

    async def own(self, tenant_id: str, person_id: str, first: Month) -> Sequence[OwnMonth]:
        partition = _own(tenant_id, prefix_of(person_id))
        pages = self.table.pages(Span(partition, partition, first.key))
        read = [own_from_json(Month.parse(row[KEY]), text_of(row)) async for page in pages for row in page]
        return [lines[person_id] for lines in read if person_id in lines]

    async def forget(self, tenant_id: str, person_id: str) -> None:
        partition = _own(tenant_id, prefix_of(person_id))
        for _ in range(_MOST_TRIES):
            rows = [row async for page in self.table.pages(Span(partition, partition)) for row in page]
            try:
                for row in rows:
                    await self._leave_out(person_id, row)
            except Conflict:
                continue
            return
        raise StorageUnavailable(f"somebody's numbers were written by others {_MOST_TRIES} times in a row")

    async def _leave_out(self, person_id: str, row: Row) -> None:
        lines = own_from_json(Month.parse(row[KEY]), text_of(row))
        if lines.pop(person_id, None) is not None:
            left = row_of(row[PARTITION], row[KEY], **text_columns(own_to_json(lines)))
            await self.table.write(Replace(left, row[ETAG]))


def _boards(tenant_id: str) -> str:
    return joined(tenant_id, "boards")


def _own(tenant_id: str, prefix: str) -> str:
    return joined(tenant_id, "own", prefix)


def _own_lines(tenant_id: str, prefix: str, key: str, lines: Mapping[str, OwnMonth]) -> Put:
    return Put(row_of(_own(tenant_id, prefix), key, **text_columns(own_to_json(lines))))


def _shards_of(row: Row | None) -> set[str]:
    return set() if row is None else set(row.get("shards", "").split())
