"""The privacy register: every kind of row that storage may hold, and every field of it. What is not here is not stored.

Storage refuses the rest (`storage/registered.py`); the documents are generated from it (`cards/privacy`); retention
does what it says (`storage/retention_table.py`). A new column begins here.
"""

from collections import defaultdict
from collections.abc import Mapping

from passeur.privacy.register_ambassadors import AMBASSADOR_KINDS
from passeur.privacy.register_directory import DIRECTORY_KINDS
from passeur.privacy.register_model import Elsewhere, RowKind
from passeur.privacy.register_operations import BLOBS, OPERATIONS_KINDS
from passeur.privacy.register_recognition import RECOGNITION_KINDS
from passeur.privacy.register_rights import RIGHTS_KINDS
from passeur.privacy.register_sharing import QUEUES, SHARING_KINDS

REGISTER: tuple[RowKind, ...] = (
    *DIRECTORY_KINDS,
    *SHARING_KINDS,
    *AMBASSADOR_KINDS,
    *RECOGNITION_KINDS,
    *OPERATIONS_KINDS,
    *RIGHTS_KINDS,
)
ELSEWHERE: tuple[Elsewhere, ...] = (*QUEUES, *BLOBS)
EVERYTHING: tuple[RowKind | Elsewhere, ...] = (*REGISTER, *ELSEWHERE)


def _by_table() -> Mapping[str, tuple[RowKind, ...]]:
    tables: dict[str, list[RowKind]] = defaultdict(list)
    for kind in REGISTER:
        tables[kind.table].append(kind)
    return {table: tuple(kinds) for table, kinds in tables.items()}


BY_TABLE: Mapping[str, tuple[RowKind, ...]] = _by_table()


# By table, the columns that still name who is erased, until their row ends by itself.
OUTLIVING: Mapping[str, frozenset[str]] = {
    kind.table: frozenset(column.name for column in kind.columns if column.outlives)
    for kind in REGISTER
    if any(column.outlives for column in kind.columns)
}


def kind_of(table: str, partition: str, key: str) -> RowKind | None:
    """Of which kind a row is; None for one that the register does not know."""
    return next((kind for kind in BY_TABLE.get(table, ()) if kind.fits(partition, key)), None)
