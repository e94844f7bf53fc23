"""A table that takes only what the privacy register knows, whatever keeps its rows."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from passeur.privacy.register import BY_TABLE
from passeur.privacy.register_model import RowKind
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import check_key
from passeur.storage.table import Change, Delete, Span, Table

# In every row, and no fields of anybody's: where it is, and which version.
_OWN = (PARTITION, KEY, ETAG)


class Unregistered(ValueError):
    """A row, or a column of one, that is in no register: the code that writes it has to say there what it is for."""


@dataclass(frozen=True, slots=True)
class RegisteredTable:
    """Refuses rows of no known kind, and columns that their kind does not have. Table.

    Reading is left to the table: what an older version wrote can be read, and erased.
    """

    name: str
    table: Table
    kinds: Sequence[tuple[RowKind, frozenset[str]]]

    async def get(self, partition: str, key: str) -> Row | None:
        return await self.table.get(partition, key)

    def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        return self.table.pages(span, columns=columns, only=only)

    async def write(self, *changes: Change) -> Sequence[str]:
        for change in changes:
            if not isinstance(change, Delete):
                self._check(change.row)
        return await self.table.write(*changes)

    def _check(self, row: Row) -> None:
        for kind, columns in self.kinds:
            if kind.fits(row[PARTITION], row[KEY]):
                if row.keys() <= columns:
                    return
                unknown = ", ".join(sorted(row.keys() - columns))
                raise Unregistered(f"{unknown} of {kind.id} is not in the privacy register")
        # A key that storage itself would refuse is said to be one.
        check_key(row[PARTITION])
        check_key(row[KEY])
        raise Unregistered(f"a row of {self.name} is of no kind that the privacy register knows")


_COLUMNS: Mapping[str, Sequence[tuple[RowKind, frozenset[str]]]] = {
    table: [(kind, frozenset((*_OWN, *(column.name for column in kind.columns)))) for kind in kinds]
    for table, kinds in BY_TABLE.items()
}


def registered(name: str, table: Table) -> Table:
    """The table behind its register; ValueError for one that the register does not have."""
    if name not in _COLUMNS:
        raise Unregistered(f"the table {name} is not in the privacy register")
    return RegisteredTable(name, table, _COLUMNS[name])
