"""However many rows there are, a backup and a verification hold a few pages of them."""

import tracemalloc
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from passeur.storage.backup_manifest import Manifest
from passeur.storage.blobs import BlobGone
from passeur.storage.bundle import TABLES
from passeur.storage.entities import Row
from passeur.storage.make_backup import make_backup
from passeur.storage.memory import MemoryTable
from passeur.storage.read_backup import verify_backup
from passeur.storage.schema import check_store
from passeur.storage.table import Span, Table
from tests.backup.stores import KEYS, TENANT, Ticking

_PAGE = 1_000


@dataclass
class Endless(MemoryTable):
    """So many rows of shares that are nowhere at once."""

    wanted: int = 0

    async def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        for start in range(0, self.wanted, _PAGE):
            yield [_row(number) for number in range(start, min(start + _PAGE, self.wanted))]


def _row(number: int) -> Row:
    return {"PartitionKey": f"{TENANT}|2026-W40", "RowKey": f"s|{number:08d}", "text": f"{number:08d}" * 40}


@dataclass
class Folder:
    """Blobs in files: what is written is not in memory."""

    root: Path
    made: list[str] = field(default_factory=list)

    def _at(self, name: str) -> Path:
        return self.root / name.replace("/", "~")

    async def names(self, prefix: str) -> Sequence[str]:
        return [name for name in self.made if name.startswith(prefix)]

    async def write(self, name: str, pieces: AsyncIterator[bytes]) -> None:
        with self._at(name).open("wb") as file:
            async for piece in pieces:
                file.write(piece)
        self.made.append(name)

    async def read(self, name: str) -> AsyncIterator[bytes]:
        if not self._at(name).exists():
            raise BlobGone(name)
        with self._at(name).open("rb") as file:
            while piece := file.read(1 << 16):
                yield piece

    async def delete(self, name: str) -> None:
        self._at(name).unlink()

    async def close(self) -> None:
        return


async def _peaks(rows: int, folder: Path) -> tuple[float, float]:
    """The most memory, in MiB, that a backup of so many rows held, and its verification."""
    tables: dict[str, Table] = {name: MemoryTable() for name in TABLES}
    await check_store(TENANT, tables)
    tables["shares"] = Endless(wanted=rows)
    blobs = Folder(folder)
    made: list[Manifest] = []

    async def make() -> None:
        made.append(await make_backup(TENANT, tables, blobs, KEYS, clock=Ticking()))

    async def verify() -> None:
        assert (await verify_backup(made[0].id, TENANT, blobs, KEYS)).rows == rows

    found = []
    for work in (make, verify):
        tracemalloc.start()
        await work()
        found.append(tracemalloc.get_traced_memory()[1] / 2**20)
        tracemalloc.stop()
    return found[0], found[1]


@pytest.mark.timeout(240)
async def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()
    few = await _peaks(3_000, tmp_path / "few")
    many = await _peaks(24_000, tmp_path / "many")
    for little, much in zip(few, many, strict=True):
        # All of the rows at once, as dictionaries, would be more than 30.
        assert much < little * 2
        assert much < 12
