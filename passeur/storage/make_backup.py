"""Copies every row of a tenant to blobs, table after table, in little memory.

A table is read page by page while the product goes on: a backup is no snapshot. What holds is the order: tables are
read in the reverse of the order in which rows come to refer to each other, so that what a row names was written before
it and is read after it. What is found is a state that a crash could have left, which is what the product can bear.
"""

import hashlib
import json
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from passeur.ports import Clock
from passeur.storage.backup_manifest import (
    Manifest,
    TableBackup,
    folder_of,
    manifest_blob,
    new_backup_id,
    sealed,
    table_blob,
)
from passeur.storage.blobs import Blobs
from passeur.storage.bundle import ERASURES
from passeur.storage.entities import PARTITION, Row, columns_of
from passeur.storage.schema import check_store, is_of_the_mark
from passeur.storage.table import Span, Table

# Told of each table as it is done, and of its rows.
Progress = Callable[[str, int], None]

# Every partition key is between these two (see keys.py).
EVERYTHING = Span("-", "~" * 200)
_GZIP = 31
_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def is_of(tenant_id: str, row: Row) -> bool:
    """Whether a row is one of this tenant's, wherever its id stands in the key; what is about the store is not."""
    return tenant_id in str(row[PARTITION]).split("|") and not is_of_the_mark(row)


async def make_backup(
    tenant_id: str,
    tables: Mapping[str, Table],
    blobs: Blobs,
    keys: Sequence[str],
    *,
    clock: Clock,
    progress: Progress = lambda _table, _rows: None,
) -> Manifest:
    """Back up what a tenant has; a backup that is cut has no manifest. StoreRefused when the store is not whole."""
    mark = await check_store(tenant_id, tables)
    began_at = clock()
    backup_id = await _free_id(tenant_id, blobs, began_at)
    copied: dict[str, TableBackup] = {}
    for name in _order(tables):
        copy = _Copy(tenant_id)
        await blobs.write(table_blob(tenant_id, backup_id, name), copy.pieces(tables[name]))
        copied[name] = copy.told()
        progress(name, copy.rows)
    manifest = Manifest(backup_id, tenant_id, mark.version, began_at, clock(), copied)
    await blobs.write(manifest_blob(tenant_id, backup_id), one_piece(sealed(manifest, keys)))
    return manifest


@dataclass(slots=True)
class _Copy:
    """One table on its way to a blob."""

    tenant_id: str
    rows: int = 0
    left_out: int = 0
    size: int = 0
    hash: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    async def pieces(self, table: Table) -> AsyncIterator[bytes]:
        gzip = zlib.compressobj(wbits=_GZIP)
        async for page in table.pages(EVERYTHING):
            ours = [row for row in page if is_of(self.tenant_id, row)]
            self.rows += len(ours)
            self.left_out += sum(not is_of_the_mark(row) for row in page) - len(ours)
            text = "".join(f"{_line(columns_of(row))}\n" for row in ours)
            if piece := self._counted(gzip.compress(text.encode())):
                yield piece
        yield self._counted(gzip.flush())

    def told(self) -> TableBackup:
        return TableBackup(self.rows, self.size, self.hash.hexdigest(), self.left_out)

    def _counted(self, piece: bytes) -> bytes:
        self.size += len(piece)
        self.hash.update(piece)
        return piece


def _order(tables: Iterable[str]) -> Sequence[str]:
    """The newest tables refer to the oldest; who asked to be forgotten while the others were read is read last."""
    newest_first = [name for name in reversed(list(tables)) if name != ERASURES]
    return [*newest_first, *({ERASURES} & set(tables))]


async def _free_id(tenant_id: str, blobs: Blobs, now: datetime) -> str:
    backup_id = new_backup_id(now)
    if await blobs.names(f"{folder_of(tenant_id)}{backup_id}/"):
        raise FileExistsError(f"a backup {backup_id} is there")
    return backup_id


async def one_piece(piece: bytes) -> AsyncIterator[bytes]:
    yield piece
