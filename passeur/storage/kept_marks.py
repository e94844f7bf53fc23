"""Keeps, outside the tables, the marks of those who asked to be forgotten.

A backup is older than the last erasures. What it brings back of those people has to go again, and what says who they
were must not be lost with the tables: keyed hashes and their key, no id. The list is one small blob beside the backups.
"""

import json
from collections.abc import Sequence

from passeur.errors import StorageUnavailable
from passeur.storage.backup_manifest import BackupRefused, folder_of
from passeur.storage.blobs import BlobGone, Blobs, read_whole
from passeur.storage.columns import read_time
from passeur.storage.entities import KEY, PARTITION, Row, columns_of
from passeur.storage.keys import joined
from passeur.storage.make_backup import one_piece
from passeur.storage.signatures import is_signed, signed, why_not
from passeur.storage.table import Put, Span, Table

_PURPOSE = b"passeur erasure marks 1\n"
_MOST = 64_000_000
# Partitions of the table of erasures (see erasures_table.py).
_MARKS, _KEYS = "gone", "key"


def marks_blob(tenant_id: str) -> str:
    return f"{folder_of(tenant_id)}erasures.json"


async def keep_marks(tenant_id: str, erasures: Table, blobs: Blobs, keys: Sequence[str]) -> bool:
    """Write the marks beside the backups when they are not there as they are now; whether that was so.

    What is there and cannot be trusted is replaced: the table is the source.
    """
    rows = [row for name in (_KEYS, _MARKS) for row in await _rows(erasures, joined(tenant_id, name))]
    if not rows or rows == await _readable(tenant_id, blobs, keys):
        return False
    said = {"tenant_id": tenant_id, "rows": rows}
    await blobs.write(marks_blob(tenant_id), one_piece(signed(_PURPOSE, said, keys)))
    return True


async def bring_marks_back(tenant_id: str, erasures: Table, blobs: Blobs, keys: Sequence[str]) -> int:
    """Write the kept marks that are newer than those in the table, or missing there; how many.

    BackupRefused when the list is there and cannot be trusted. None at all: nobody was erased since marks are kept.
    """
    try:
        kept = await _kept(tenant_id, blobs, keys)
    except BlobGone:
        return 0
    written = 0
    for row in kept:
        there = await erasures.get(row[PARTITION], row[KEY])
        if there is None or _is_newer(row, there):
            await erasures.write(Put(row))
            written += 1
    return written


def _is_newer(kept: Row, there: Row) -> bool:
    if "erased_at" not in kept:  # the key of the hashes: it is drawn once
        return bool(kept["secret"] != there["secret"])
    kept_at, there_at = read_time(kept["erased_at"]), read_time(there["erased_at"])
    return kept_at > there_at or (kept_at == there_at and kept["is_back"] and not there["is_back"])


async def _rows(table: Table, partition: str) -> Sequence[Row]:
    pages = table.pages(Span(partition, partition))
    return [columns_of(row) async for page in pages for row in page]


async def _readable(tenant_id: str, blobs: Blobs, keys: Sequence[str]) -> Sequence[Row] | None:
    try:
        return await _kept(tenant_id, blobs, keys)
    except (BlobGone, BackupRefused):
        return None


async def _kept(tenant_id: str, blobs: Blobs, keys: Sequence[str]) -> Sequence[Row]:
    try:
        said = json.loads(await read_whole(blobs, marks_blob(tenant_id), _MOST))
        signature, rows = said.pop("signature"), said["rows"]
        ours = (joined(tenant_id, _KEYS), joined(tenant_id, _MARKS))
        if not is_signed(_PURPOSE, said, signature, keys):
            raise _refused(why_not(said, keys))
        if said["tenant_id"] == tenant_id and all(row[PARTITION] in ours for row in rows):
            return list(rows)
    except StorageUnavailable:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused("it was cut or changed.") from error
    raise _refused("it is of another organisation.")


def _refused(why: str) -> BackupRefused:
    return BackupRefused(
        "The list of those who asked to be forgotten (erasures.json) cannot be trusted, and without it a restore would "
        f"bring back what they had erased: {why}"
    )
