"""Made-up rows of every kind that storage may hold, for what has to carry them all."""

import re
from collections.abc import Iterator

from passeur.privacy.register import REGISTER
from passeur.privacy.register_model import Holds, RowKind
from passeur.storage.columns import row_of
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.schema import is_of_the_mark

_PARTS = {"prefix": "0a", "week": "2026-W40", "month": "2026-09", "person": "6f1b2c3d"}
_TEXT = '« Écrit à Orléans » — 😀\n"cité", 100 %'


def rows_of_every_kind(tenant_id: str, each: int = 6) -> Iterator[tuple[str, Row]]:
    """The name of its table, and the row."""
    for kind in REGISTER:
        # What a restore looks into is written by its tests: the store's own mark, erasures, runs, noes.
        looked_into = kind.table == "erasures" or kind.id in ("runs.run", "people.noes", "people.withdrawn")
        if is_of_the_mark(_row(kind, tenant_id, 0)) or looked_into:
            continue
        seen: dict[tuple[str, str], Row] = {}
        for number in range(each):
            row = _row(kind, tenant_id, number)
            seen[row["PartitionKey"], row["RowKey"]] = row
        yield from ((kind.table, row) for row in seen.values())


def _row(kind: RowKind, tenant_id: str, number: int) -> Row:
    def part(found: re.Match[str]) -> str:
        name = found[1]
        return tenant_id if name == "tenant" else _PARTS.get(name, f"{name}{number:04d}")

    partition, key = (re.sub(r"\{(\w+)\}", part, written) for written in (kind.partition, kind.key))
    columns = {
        column.name: number if index % 3 == 1 else number % 2 == 0 if index % 3 == 2 else f"{_TEXT}{number}"
        for index, column in enumerate(kind.columns)
        if column.holds is not Holds.PLACE and column.name not in (PARTITION, KEY)
    }
    return {**row_of(partition, key), **columns}
