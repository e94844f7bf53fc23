"""Tonight's backup, and, in between, the lists of those who asked to be forgotten and of what people said no to."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from functions.watched import counted
from functions.wiring import Wiring
from passeur.logs.safe import Safe
from passeur.storage.nightly_backup import Backups, back_up, keep_beside
from passeur.telemetry.names import Attribute, Metric, Span
from passeur.telemetry.watch import timed, watching

log = logging.getLogger(__name__)


async def back_up_everything(wiring: Wiring) -> None:
    """Make a backup and read it back. Whatever goes wrong is counted, and raised for the host to tell."""
    backend, tables = await wiring.backend(), await wiring.tables()
    tenant_id = backend.organisation.tenant_id
    async with _open(wiring) as backups:
        with counted(Metric.BACKUP_RESULT), timed(Span.BACKUP, Metric.BACKUP_DURATION):
            made, removed = await back_up(tenant_id, tables, backups, clock=backend.clock)
        for name, table in made.tables.items():
            watching().record(Metric.BACKUP_ROWS, table.rows, {Attribute.TABLE: name})
        log.info("backup %s: %d rows, %d bytes, read back", Safe(made.id), made.rows, made.size)
        if removed:
            log.info("%d backups were too old and are removed", len(removed))


async def keep_what_a_restore_must_not_take_back(wiring: Wiring) -> None:
    backend, tables = await wiring.backend(), await wiring.tables()
    async with _open(wiring) as backups:
        await keep_beside(backend.organisation.tenant_id, tables, backups, clock=backend.clock)


@asynccontextmanager
async def _open(wiring: Wiring) -> AsyncIterator[Backups]:
    settings, blobs = wiring.settings(), wiring.blobs()
    try:
        yield Backups(blobs, settings.card_keys, settings.backup_keep)
    finally:
        await blobs.close()
