from collections.abc import Callable
from dataclasses import dataclass

from passeur.directory.sync_state import SyncState
from passeur.errors import StorageUnavailable
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import joined
from passeur.storage.table import Conflict, Create, Replace, Table

_KEY = "graph"
_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class SyncStatesTable:
    """One row for each tenant, after all of its people. SyncStateRepository."""

    table: Table

    async def get(self, tenant_id: str) -> SyncState:
        return _state(tenant_id, await self._row(tenant_id))

    async def change(self, tenant_id: str, change: Callable[[SyncState], SyncState]) -> tuple[SyncState, SyncState]:
        for _ in range(_MOST_TRIES):
            row = await self._row(tenant_id)
            before = _state(tenant_id, row)
            after = change(before)
            if after == before:
                return before, after
            try:
                await self.table.write(Create(_row_of(after)) if row is None else Replace(_row_of(after), row[ETAG]))
            except Conflict:
                continue
            return before, after
        raise StorageUnavailable(f"the state of the directory was written by others {_MOST_TRIES} times in a row")

    async def _row(self, tenant_id: str) -> Row | None:
        return await self.table.get(_partition(tenant_id), _KEY)


def _partition(tenant_id: str) -> str:
    # `~` sorts after the 256 prefixes, so that nobody reads this row among people.
    return joined(tenant_id, "~directory")


def _row_of(state: SyncState) -> Row:
    return row_of(
        _partition(state.tenant_id),
        _KEY,
        link=state.link or None,
        synced_at=write_time(state.synced_at) if state.synced_at else None,
        busy_until=write_time(state.busy_until) if state.busy_until else None,
        waits_until=write_time(state.waits_until) if state.waits_until else None,
        is_asked=state.is_asked,
    )


def _state(tenant_id: str, row: Row | None) -> SyncState:
    if row is None:
        return SyncState(tenant_id)
    synced_at, busy_until, waits_until = row.get("synced_at"), row.get("busy_until"), row.get("waits_until")
    return SyncState(
        tenant_id=tenant_id,
        link=row.get("link", ""),
        synced_at=read_time(synced_at) if synced_at else None,
        busy_until=read_time(busy_until) if busy_until else None,
        waits_until=read_time(waits_until) if waits_until else None,
        is_asked=row["is_asked"],
    )
