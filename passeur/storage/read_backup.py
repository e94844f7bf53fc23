"""Reads backups: which there are, whether one can be trusted, and its rows."""

import hashlib
import json
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from passeur.storage.backup_manifest import (
    LONGEST_MANIFEST,
    BackupRefused,
    Manifest,
    TableBackup,
    folder_of,
    made_at,
    manifest_blob,
    opened,
    table_blob,
)
from passeur.storage.blobs import BlobGone, Blobs, read_whole
from passeur.storage.bundle import TABLES
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.make_backup import is_of
from passeur.storage.schema import OLDEST, SCHEMA

_GZIP = 31
# What one piece may become: a blob that was made to explode is refused long before memory ends.
_MOST_AT_ONCE = 1 << 20
_LONGEST_LINE = 2 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A backup that is there; `whole` when it has a manifest."""

    id: str
    whole: bool


async def backups_of(tenant_id: str, blobs: Blobs) -> Sequence[Found]:
    """Every backup of a tenant, the oldest first; also those that were cut."""
    folder = folder_of(tenant_id)
    names = [name.removeprefix(folder) for name in await blobs.names(folder)]
    ids = sorted({name.partition("/")[0] for name in names if "/" in name})
    return [Found(backup_id, f"{backup_id}/manifest.json" in names) for backup_id in ids]


async def trusted_manifest(backup_id: str, tenant_id: str, blobs: Blobs, keys: Sequence[str]) -> Manifest:
    """A backup's manifest; BackupRefused when it is missing, changed, another tenant's, or not for this version."""
    made_at(backup_id)
    try:
        stored = await read_whole(blobs, manifest_blob(tenant_id, backup_id), LONGEST_MANIFEST)
    except BlobGone as error:
        there = backup_id in {found.id for found in await backups_of(tenant_id, blobs)}
        raise BackupRefused(
            f"The backup {backup_id} was cut before its end: it has no manifest. Take another one."
            if there
            else f"There is no backup {backup_id} of this organisation: see `list`."
        ) from error
    manifest = opened(stored, keys)
    if manifest.tenant_id != tenant_id:
        raise BackupRefused(
            f"The backup {backup_id} is of the tenant {manifest.tenant_id}, and PASSEUR_TENANT_ID is {tenant_id}: it "
            "is not restored here."
        )
    if manifest.id != backup_id:
        raise BackupRefused(f"The backup {backup_id} says that it is {manifest.id}: it was moved or changed.")
    if manifest.schema > SCHEMA or set(manifest.tables) - set(TABLES):
        raise BackupRefused(
            f"The backup {backup_id} was made by a newer version of Passeur (schema {manifest.schema}, this one "
            f"reads {OLDEST} to {SCHEMA}): install that version first."
        )
    if manifest.schema < OLDEST:
        raise BackupRefused(
            f"The backup {backup_id} is of schema {manifest.schema}, and this version reads {OLDEST} to {SCHEMA}: "
            "restore it with the version in between."
        )
    return manifest


async def verify_backup(
    backup_id: str,
    tenant_id: str,
    blobs: Blobs,
    keys: Sequence[str],
    *,
    look: Callable[[str, Row], None] = lambda _table, _row: None,
) -> Manifest:
    """Read a backup to its last row, writing nothing; BackupRefused says what is wrong with it.

    `look` is shown every row, beside the name of its table.
    """
    manifest = await trusted_manifest(backup_id, tenant_id, blobs, keys)
    for name, table in manifest.tables.items():
        async for rows in rows_of(manifest, name, table, blobs):
            for row in rows:
                look(name, row)
    return manifest


async def rows_of(manifest: Manifest, name: str, table: TableBackup, blobs: Blobs) -> AsyncIterator[Sequence[Row]]:
    """The rows of one table, some for each piece that is read.

    BackupRefused, at the end at the latest, for a blob that is not what the manifest says: whoever writes rows before
    that has verified the backup first.
    """
    reading = _Reading(f"The table {name} of the backup {manifest.id}", manifest.tenant_id)
    try:
        async for piece in blobs.read(table_blob(manifest.tenant_id, manifest.id, name)):
            for rows in reading.rows(piece):
                yield rows
    except BlobGone as error:
        raise BackupRefused(f"{reading.what} is missing. Take another backup.") from error
    reading.check_end(table)


class _Reading:
    """A blob on its way back to rows, never more than a few lines of it at once."""

    def __init__(self, what: str, tenant_id: str) -> None:
        self.what = what
        self._tenant_id = tenant_id
        self._gzip = zlib.decompressobj(wbits=_GZIP)
        self._hash = hashlib.sha256()
        self._size = 0
        self._count = 0
        self._begun = b""
        self._last: tuple[str, str] = ("", "")

    def rows(self, piece: bytes) -> Iterator[Sequence[Row]]:
        self._hash.update(piece)
        self._size += len(piece)
        while piece:
            try:
                text = self._gzip.decompress(piece, _MOST_AT_ONCE)
            except zlib.error as error:
                raise self._refused("cannot be unpacked") from error
            piece = self._gzip.unconsumed_tail
            *lines, self._begun = (self._begun + text).split(b"\n")
            if len(self._begun) > _LONGEST_LINE:
                raise self._refused("has a row that is too long")
            if rows := [self._row(line) for line in lines]:
                yield rows

    def check_end(self, table: TableBackup) -> None:
        if self._size != table.size or self._hash.hexdigest() != table.sha256:
            raise self._refused("is not the one that was written")
        if not self._gzip.eof or self._begun:
            raise self._refused("ends in the middle of a row")
        if self._count != table.rows:
            raise self._refused(f"has {self._count} rows, and its manifest says {table.rows}")

    def _row(self, line: bytes) -> Row:
        try:
            row: dict[str, Any] = json.loads(line)
            there = row[PARTITION], row[KEY]
            ours = is_of(self._tenant_id, row)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise self._refused("has a line that is no row") from error
        if not ours:
            raise self._refused("has a row of another tenant")
        if there <= self._last:
            raise self._refused("has a row twice, or out of its place")
        self._last = there
        self._count += 1
        return row

    def _refused(self, why: str) -> BackupRefused:
        return BackupRefused(f"{self.what} {why}: it was cut or changed. Take another backup.")
