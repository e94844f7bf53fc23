"""Stores to back up and to restore into."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

from infra.local.demo.organisation import environment
from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.privacy.noes import AllNoes
from passeur.privacy.say_no_again import say_no_again
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.backup_manifest import Manifest
from passeur.storage.blobs import MemoryBlobs
from passeur.storage.bundle import Storage
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.make_backup import EVERYTHING, Progress, is_of, make_backup
from passeur.storage.memory import open_memory_storage
from passeur.storage.nightly_backup import Backups, keep_beside
from passeur.storage.restore_backup import Restored, restore_backup
from passeur.storage.table import Put, Table
from passeur.storage.transactions import chunks

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
KEYS = ("only-tests-sign-backups-with-this-key-0123",)
ORGANISATION = replace(read_organisation(environment()), tenant_id=TENANT)
NIGHT = datetime(2026, 11, 25, 2, 10, tzinfo=UTC)


@dataclass
class Ticking:
    """A clock that moves on by a second each time somebody looks."""

    now: datetime = NIGHT

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class World:
    """A store in memory, and where its backups go."""

    storage: Storage = field(default_factory=open_memory_storage)
    blobs: MemoryBlobs = field(default_factory=MemoryBlobs)
    clock: Ticking = field(default_factory=Ticking)
    asked_since: list[datetime] = field(default_factory=list)
    into: Backend | None = None

    @property
    def backend(self) -> Backend:
        return backend_of(self.storage, ORGANISATION, self.clock)

    async def kept_beside(self) -> None:
        await keep_beside(TENANT, self.storage.tables, Backups(self.blobs, KEYS, timedelta(days=30)), clock=self.clock)

    async def backed_up(self) -> Manifest:
        return await make_backup(TENANT, self.storage.tables, self.blobs, KEYS, clock=self.clock)

    async def restored(
        self, backup_id: str, into: Storage, *, progress: Progress = lambda _table, _rows: None
    ) -> Restored:
        self.into = backend_of(into, ORGANISATION, self.clock)
        return await self.restored_into(backup_id, into.tables, progress=progress)

    async def restored_into(
        self, backup_id: str, tables: Mapping[str, Table], *, progress: Progress = lambda _table, _rows: None
    ) -> Restored:
        return await restore_backup(
            backup_id,
            TENANT,
            tables,
            self.blobs,
            KEYS,
            say_no_again=self._say_no_again,
            forget_again=self._forget_again,
            progress=progress,
        )

    async def _say_no_again(self, noes: AllNoes) -> int:
        return 0 if self.into is None else await say_no_again(noes, self.into, now=self.clock())

    async def _forget_again(self, since: datetime) -> int:
        self.asked_since.append(since)
        return 0


def by_table(rows: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for table, row in rows:
        found[table].append(row)
    return found


def erased(person_id: str) -> Erasure:
    return Erasure(TENANT, person_id, "erased-0a", TheirShares.STAY, NIGHT, "fr")


async def fill(storage: Storage, rows: Mapping[str, Sequence[Row]]) -> None:
    for name, each in rows.items():
        # The last of those that have one key stays, as it would one after the other.
        there = {(str(row[PARTITION]), str(row[KEY])): row for row in each}
        ordered = [there[key] for key in sorted(there)]
        groups = [list(rows) for _, rows in groupby(ordered, key=lambda row: str(row[PARTITION]))]
        table = storage.tables[name]
        await all_of(table.write(*map(Put, chunk)) for rows in groups for chunk in chunks(rows))


async def contents(storage: Storage, tenant_id: str = TENANT) -> dict[tuple[str, str, str], Row]:
    """Every row of a tenant, without the versions that storage gives."""
    found: dict[tuple[str, str, str], Row] = {}
    for name, table in storage.tables.items():
        async for page in table.pages(EVERYTHING):
            for row in page:
                if is_of(tenant_id, row):
                    kept = {key: value for key, value in row.items() if key not in (ETAG, "Timestamp")}
                    found[name, row[PARTITION], row[KEY]] = kept
    return found
