from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

from passeur.backend import Backend
from passeur.directory.apply_entries import apply_entries
from passeur.directory.entries import Numbered, RefusedRow, Source
from passeur.directory.findings import ImportReport
from passeur.directory.import_lease import ImportLease
from passeur.directory.ports import Staging
from passeur.errors import ImportUnderWay, StorageUnavailable


async def import_people(
    entries: AsyncIterator[Sequence[Numbered | RefusedRow]],
    door: Source,
    backend: Backend,
    *,
    staging: Staging,
    is_complete: bool,
    confirmed_leavers: int | None = None,
) -> ImportReport:
    """Apply what a directory says, one import at a time: two at once would each make people leave whom the other names.

    Raises ImportUnderWay while another one is at it, by whichever door. What a dead process left ends by itself.
    """
    wanted = ImportLease.of(backend.organisation.tenant_id, door, backend.clock())
    lease = await backend.imports.take(wanted)
    if lease.holder != wanted.holder:
        raise ImportUnderWay(lease.door, lease.since, lease.until)
    try:
        return await apply_entries(
            entries, door, backend, staging=staging, is_complete=is_complete, confirmed_leavers=confirmed_leavers
        )
    finally:
        # Also when the process is told to stop. What storage does not take back now ends by itself.
        with suppress(StorageUnavailable):
            await backend.imports.release(lease)
