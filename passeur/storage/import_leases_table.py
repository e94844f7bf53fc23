from dataclasses import dataclass, replace

from passeur.directory.entries import Source
from passeur.directory.import_lease import ImportLease
from passeur.errors import StorageUnavailable
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import joined
from passeur.storage.table import Conflict, Create, Delete, Replace, Table

_KEY = "import"
_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class ImportLeasesTable:
    """One row for each tenant while an import is under way, beside the state of its directory. ImportLeaseRepository.

    The row's version says whose lease it is: nobody gives back what another one took.
    """

    table: Table

    async def take(self, wanted: ImportLease) -> ImportLease:
        for _ in range(_MOST_TRIES):
            row = await self.table.get(_partition(wanted.tenant_id), _KEY)
            held = None if row is None else _lease(wanted.tenant_id, row)
            # Held by oneself: the answer to a write of ours was lost, and it was made.
            if held is not None and (held.holder == wanted.holder or held.is_held(wanted.since)):
                return held
            try:
                row = _row(wanted)
                (etag,) = await self.table.write(Create(row) if held is None else Replace(row, held.etag))
            except Conflict:
                continue
            return replace(wanted, etag=etag)
        raise StorageUnavailable(f"the lease of imports was written by others {_MOST_TRIES} times in a row")

    async def release(self, lease: ImportLease) -> None:
        try:
            await self.table.write(Delete(_partition(lease.tenant_id), _KEY, lease.etag))
        except Conflict:
            return


def _partition(tenant_id: str) -> str:
    # `~` sorts after the 256 prefixes, so that nobody reads this row among people.
    return joined(tenant_id, "~directory")


def _row(lease: ImportLease) -> Row:
    return row_of(
        _partition(lease.tenant_id),
        _KEY,
        door=lease.door,
        since=write_time(lease.since),
        until=write_time(lease.until),
        holder=lease.holder,
    )


def _lease(tenant_id: str, row: Row) -> ImportLease:
    return ImportLease(
        tenant_id,
        Source(row["door"]),
        since=read_time(row["since"]),
        until=read_time(row["until"]),
        holder=row["holder"],
        etag=row[ETAG],
    )
