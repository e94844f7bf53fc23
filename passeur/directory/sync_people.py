"""One round with a directory: what it says is brought to the people whom Passeur knows, then where it ended is noted.

Whatever goes wrong in between, the next round begins where this one began, and applying the same changes twice changes
nothing. Leavers who wait for somebody's word keep the round from being noted: they come again until it is given.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from passeur.backend import Backend
from passeur.directory.entries import DirectoryEntry, Numbered, Source
from passeur.directory.findings import ImportReport
from passeur.directory.import_people import import_people
from passeur.directory.ports import Staging
from passeur.directory.source import Changes, DirectoryBusy, DirectorySource
from passeur.directory.sync_state import SyncState
from passeur.errors import StorageUnavailable

_BATCH = 500


async def sync_people(
    source: DirectorySource,
    backend: Backend,
    *,
    staging: Staging,
    from_the_start: bool = False,
    confirmed_leavers: int | None = None,
) -> ImportReport | None:
    """Make one round now; None when somebody else is at it.

    `from_the_start` reads everybody anew, as after new trades or sites. Raises DirectoryError, ImportUnderWay, and
    whatever ends the work before its time: nothing of it is noted then.
    """
    tenant_id, now = backend.organisation.tenant_id, backend.clock()
    before, state = await backend.syncs.change(tenant_id, lambda stored: stored.claimed(now))
    if before.is_busy(now):
        return None
    try:
        changes = await _changes(source, backend, state, from_the_start=from_the_start)
        report = await import_people(
            _batches(changes.entries),
            Source.GRAPH,
            backend,
            staging=staging,
            is_complete=changes.is_complete,
            confirmed_leavers=confirmed_leavers,
        )
    except BaseException as failure:  # also when the process is told to stop: the next round must not wait for this one
        waits_until = now + timedelta(seconds=failure.retry_after) if isinstance(failure, DirectoryBusy) else None
        with suppress(StorageUnavailable):
            await backend.syncs.change(tenant_id, lambda stored: stored.given_up(waits_until))
        raise
    link = state.link if report.leavers_waiting else changes.link
    await backend.syncs.change(tenant_id, lambda stored: stored.ended(now, link))
    return report


async def ask_for_sync(backend: Backend, *, from_the_start: bool = False) -> None:
    """Let the next hourly job make a round, whatever the hour."""
    tenant_id = backend.organisation.tenant_id
    await backend.syncs.change(tenant_id, lambda stored: stored.asked(from_the_start=from_the_start))


async def is_sync_due(backend: Backend, now: datetime) -> bool:
    state = await backend.syncs.get(backend.organisation.tenant_id)
    return state.is_due(now, backend.organisation.recap.zone)


async def _changes(source: DirectorySource, backend: Backend, state: SyncState, *, from_the_start: bool) -> Changes:
    summary = await backend.directory.summary(backend.organisation.tenant_id)
    if summary is None or not summary.from_file:
        return await source.changes("" if from_the_start else state.link)
    # Whom a file has named since by their e-mail can only be recognised when everybody's is read.
    is_newer = summary.file_at is not None and state.synced_at is not None and summary.file_at > state.synced_at
    return await source.changes("" if from_the_start or is_newer else state.link, with_email=True)


async def _batches(entries: Sequence[DirectoryEntry]) -> AsyncIterator[Sequence[Numbered]]:
    for start in range(0, len(entries), _BATCH):
        yield list(enumerate(entries[start : start + _BATCH], start + 1))
