"""What is done about backups every night, or when somebody asks: one more, read back; the oldest removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from passeur.ports import Clock
from passeur.storage.backup_manifest import Manifest
from passeur.storage.blobs import Blobs
from passeur.storage.bundle import ERASURES, PEOPLE
from passeur.storage.forget_backups import forget_old_backups
from passeur.storage.kept_marks import keep_marks
from passeur.storage.kept_noes import DATED_EVERY, keep_noes
from passeur.storage.make_backup import Progress, make_backup
from passeur.storage.read_backup import verify_backup
from passeur.storage.schema import check_store
from passeur.storage.table import Table

CONTAINER = "passeur-backups"


@dataclass(frozen=True, slots=True)
class Backups:
    """Where backups are, what signs them, and for how long they are kept."""

    blobs: Blobs
    keys: Sequence[str]
    keep: timedelta


async def back_up(
    tenant_id: str,
    tables: Mapping[str, Table],
    backups: Backups,
    *,
    clock: Clock,
    progress: Progress = lambda _table, _rows: None,
) -> tuple[Manifest, Sequence[str]]:
    """Make a backup and read it back; then, and only then, remove the oldest ones. The new one, and those removed."""
    blobs, keys = backups.blobs, backups.keys
    await keep_beside(tenant_id, tables, backups, clock=clock, dated_every=timedelta())
    made = await make_backup(tenant_id, tables, blobs, keys, clock=clock, progress=progress)
    await verify_backup(made.id, tenant_id, blobs, keys)
    return made, await forget_old_backups(tenant_id, blobs, keep=backups.keep, now=clock())


async def keep_beside(
    tenant_id: str,
    tables: Mapping[str, Table],
    backups: Backups,
    *,
    clock: Clock,
    dated_every: timedelta = DATED_EVERY,
) -> None:
    """Keep what no restore may take back: who asked to be forgotten, and what people said no to."""
    # What a restore has brought back in part never takes the place of what is kept.
    await check_store(tenant_id, tables)
    await keep_marks(tenant_id, tables[ERASURES], backups.blobs, backups.keys)
    await keep_noes(tenant_id, tables[PEOPLE], backups.blobs, backups.keys, now=clock(), dated_every=dated_every)
