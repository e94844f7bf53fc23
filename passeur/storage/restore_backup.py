"""Brings a tenant's rows back from a backup into tables that are empty, and goes on where a restore was cut.

The whole backup is read and checked before the first row is written. Until everything is there, what people said no to
since is said again, and those who asked to be forgotten since are forgotten again, the store says that it is half
restored and no process serves it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from passeur.delivery.batches import all_of
from passeur.privacy.noes import AllNoes
from passeur.privacy.register import kind_of
from passeur.storage.after_restore import Doubts, as_restored
from passeur.storage.backup_manifest import BackupRefused, Manifest
from passeur.storage.blobs import Blobs
from passeur.storage.bundle import ERASURES, PEOPLE
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.kept_marks import bring_marks_back
from passeur.storage.kept_noes import KeptNoes, bring_noes_back
from passeur.storage.make_backup import EVERYTHING, Progress, is_of
from passeur.storage.migrations import upgraded
from passeur.storage.read_backup import rows_of, verify_backup
from passeur.storage.schema import OLDEST, SCHEMA, StoreMark, read_mark, write_mark
from passeur.storage.table import Put, Table
from passeur.storage.transactions import chunks

# How many rows are written between two notes of how far the restore is: they are written again after a cut.
_NOTED_EVERY = 1_000
# An erasure that was asked for before a backup was begun may have been made while it was.
_UNDER_WAY = timedelta(hours=1)

# In the mark of a restore: every row is there, and was counted. What follows adds to them.
_COUNTED = "counted"

# Says anew what people said no to, and says how many of it the backup had undone.
SayNoAgain = Callable[[AllNoes], Awaitable[int]]
# Forgets anew whoever asked since the moment that is given, and says how many they were.
ForgetAgain = Callable[[datetime], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Restored:
    """`messages` were owed and are told as uncertain, `runs` are stopped, `forgotten` people were forgotten again.

    `noes` hold again that the backup had undone; `kept` is where they were found, or None when nothing kept them.
    """

    manifest: Manifest
    rows: int
    messages: int
    runs: int
    forgotten: int
    noes: int
    kept: KeptNoes | None


async def restore_backup(
    backup_id: str,
    tenant_id: str,
    tables: Mapping[str, Table],
    blobs: Blobs,
    keys: Sequence[str],
    *,
    say_no_again: SayNoAgain,
    forget_again: ForgetAgain,
    progress: Progress = lambda _table, _rows: None,
) -> Restored:
    """Restore one backup; BackupRefused, with nothing written, when it cannot be trusted or something is in its way."""
    doubts = Doubts()

    def look(table: str, row: Row) -> None:
        doubts.count(table, row)
        _check_known(backup_id, table, upgraded(table, row, OLDEST))

    manifest = await verify_backup(backup_id, tenant_id, blobs, keys, look=look)
    mark = await _begun(manifest, tenant_id, tables)
    names = [name for name in tables if name in manifest.tables]
    if mark.reached != _COUNTED:
        for name in names[names.index(mark.table) if mark.table else 0 :]:
            mark = mark.at(name, rows=mark.rows if name == mark.table else 0)
            mark = await _restore_table(manifest, mark, tables, blobs)
            progress(name, manifest.tables[name].rows)
        await _check_counts(manifest, tables)
        await write_mark(tenant_id, tables, replace(mark, reached=_COUNTED))
    await bring_marks_back(tenant_id, tables[ERASURES], blobs, keys)
    kept = await bring_noes_back(tenant_id, tables[PEOPLE], blobs, keys)
    noes = await say_no_again(kept.noes) if kept is not None else 0
    forgotten = await forget_again(manifest.began_at - _UNDER_WAY)
    await write_mark(tenant_id, tables, StoreMark())
    return Restored(manifest, manifest.rows, doubts.messages, doubts.runs, forgotten, noes, kept)


def _check_known(backup_id: str, table: str, row: Row) -> None:
    """What this version would not write by itself is not written for a backup either."""
    kind = kind_of(table, row[PARTITION], row[KEY])
    columns = set() if kind is None else {PARTITION, KEY, *(column.name for column in kind.columns)}
    if not row.keys() <= columns:
        raise BackupRefused(
            f"The table {table} of the backup {backup_id} has rows that this version of Passeur does not know: it was "
            "made by another version. Install that one first."
        )


async def _begun(manifest: Manifest, tenant_id: str, tables: Mapping[str, Table]) -> StoreMark:
    """The mark of a restore that goes on, or of one that begins in an empty store."""
    mark = await read_mark(tenant_id, tables)
    if mark is not None and mark.restoring:
        if mark.restoring != manifest.id:
            raise BackupRefused(
                f"A restore of the backup {mark.restoring} was cut and is to be finished first; to restore "
                f"{manifest.id} instead, empty the tables."
            )
        return mark
    for name, table in tables.items():
        if await _has_rows(tenant_id, table):
            raise BackupRefused(
                f"The table {name} has rows of this organisation already: a backup is restored into an empty store, "
                "so that nothing is mixed or overwritten. Use a new storage account, or empty the tables."
            )
    begun = StoreMark(SCHEMA, restoring=manifest.id)
    await write_mark(tenant_id, tables, begun)
    return begun


async def _restore_table(manifest: Manifest, mark: StoreMark, tables: Mapping[str, Table], blobs: Blobs) -> StoreMark:
    """Write what is left of the table that the mark names."""
    name, done, seen = mark.table, mark.rows, 0
    async for rows in rows_of(manifest, name, manifest.tables[name], blobs):
        left = [as_restored(name, upgraded(name, row, manifest.schema)) for row in rows[max(done - seen, 0) :]]
        await all_of(tables[name].write(*map(Put, together)) for together in _transactions(left))
        seen += len(rows)
        if seen - mark.rows >= _NOTED_EVERY:
            mark = mark.at(name, rows=seen)
            await write_mark(manifest.tenant_id, tables, mark)
    mark = mark.at(name, rows=seen)
    await write_mark(manifest.tenant_id, tables, mark)
    return mark


def _transactions(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for _, together in groupby(rows, key=lambda row: str(row[PARTITION])):
        yield from chunks(list(together))


async def _check_counts(manifest: Manifest, tables: Mapping[str, Table]) -> None:
    for name, table in manifest.tables.items():
        there = 0
        async for rows in _ours(manifest.tenant_id, tables[name]):
            there += len(rows)
        # What an older version cut may have brought marks of erasures back already, which are not in the backup.
        more_is_ours = name == ERASURES and there > table.rows
        if there != table.rows and not more_is_ours:
            raise BackupRefused(
                f"The table {name} has {there} rows after the restore, and the backup {table.rows}: something else "
                "writes into it. Stop the bot and the functions, empty the tables and restore again."
            )


async def _has_rows(tenant_id: str, table: Table) -> bool:
    async for _ in _ours(tenant_id, table):
        return True
    return False


async def _ours(tenant_id: str, table: Table) -> AsyncIterator[Sequence[Row]]:
    async for page in table.pages(EVERYTHING, columns=(PARTITION,)):
        if rows := [row for row in page if is_of(tenant_id, row)]:
            yield rows
