"""The form in which rows are written, as a number that the store itself carries.

1: the outbox of the first release (`lease_until`, reason `too_many_attempts`, no mark on what failed).
2: today's.

What is one form older is read as it is, and rewritten by `python -m infra.migrate`. What is newer is not touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from passeur.errors import PasseurError
from passeur.storage.columns import row_of
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.keys import joined
from passeur.storage.table import Conflict, Create, Put, Span, Table

SCHEMA = 2
OLDEST = SCHEMA - 1
FIRST = 1

_MARK = "schema"
# The tables that a store of the first form has rows in as soon as anybody used it.
_FIRST_USED = ("people", "roles", "channels", "shares", "recaps")


class StoreRefused(PasseurError):
    """The store's rows are not for this version, or not whole; the message says what to do."""


@dataclass(frozen=True, slots=True)
class StoreMark:
    """What the store says of itself.

    `restoring` is the backup whose restore is not over. A restore has come to so many `rows` of `table`, a migration to
    the partition `reached` of `table`; the tables before it are done.
    """

    version: int = SCHEMA
    restoring: str = ""
    table: str = ""
    rows: int = 0
    reached: str = ""

    def at(self, table: str, *, rows: int = 0, reached: str = "") -> "StoreMark":
        return replace(self, table=table, rows=rows, reached=reached)


def is_of_the_mark(row: Row) -> bool:
    """Whether a row is about the store and not of what it holds."""
    return str(row[PARTITION]).startswith(f"{_MARK}|")


async def read_mark(tenant_id: str, tables: Mapping[str, Table]) -> StoreMark | None:
    row = await tables["people"].get(*_where(tenant_id))
    if row is None:
        return None
    names = ("restoring", "table", "reached")
    return StoreMark(row["version"], rows=row["rows"], **{name: row.get(name, "") for name in names})


async def write_mark(tenant_id: str, tables: Mapping[str, Table], mark: StoreMark) -> None:
    await tables["people"].write(Put(_row(tenant_id, mark)))


async def store_mark(tenant_id: str, tables: Mapping[str, Table]) -> StoreMark:
    """The store's mark; one without any is marked as what it is: new, or of the first form."""
    mark = await read_mark(tenant_id, tables)
    if mark is not None:
        return mark
    found = StoreMark(FIRST) if await _is_used(tenant_id, tables) else StoreMark()
    try:
        await tables["people"].write(Create(_row(tenant_id, found)))
    except Conflict:  # another process was first
        return await read_mark(tenant_id, tables) or found
    return found


async def check_store(tenant_id: str, tables: Mapping[str, Table]) -> StoreMark:
    """The mark of a store that this version may serve; StoreRefused says why not, and what to do."""
    mark = await store_mark(tenant_id, tables)
    if mark.restoring:
        raise StoreRefused(
            f"A restore of the backup {mark.restoring} was not finished, and half of the data would be served: run "
            f"`python -m infra.backup restore {mark.restoring}` again."
        )
    if mark.version > SCHEMA:
        raise StoreRefused(
            f"The data is of schema {mark.version} and this version of Passeur writes schema {SCHEMA}: install the "
            "version that wrote it, or restore a backup from before it."
        )
    if mark.version < OLDEST:
        raise StoreRefused(
            f"The data is of schema {mark.version} and this version of Passeur reads {OLDEST} and {SCHEMA}: migrate "
            "it with the version in between first."
        )
    return mark


async def _is_used(tenant_id: str, tables: Mapping[str, Table]) -> bool:
    for name in _FIRST_USED:
        for span in (Span(tenant_id, tenant_id), Span(joined(tenant_id, "-"), joined(tenant_id, "~"))):
            async for page in tables[name].pages(span, columns=(KEY,)):
                if page:
                    return True
    return False


def _row(tenant_id: str, mark: StoreMark) -> Row:
    return row_of(
        *_where(tenant_id),
        version=mark.version,
        restoring=mark.restoring or None,
        table=mark.table or None,
        rows=mark.rows,
        reached=mark.reached or None,
    )


def _where(tenant_id: str) -> tuple[str, str]:
    # No tenant's own partition, so that nobody who reads people ever meets it.
    return joined(_MARK, tenant_id), "store"
