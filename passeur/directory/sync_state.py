"""Where the nightly round with a directory stands: one row for a tenant."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from passeur.periods import last_night

# Longer than a function may run: a round only outlives it when its process died.
LONGEST_ROUND = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SyncState:
    """`link` is what the next round begins with, empty when it must read everybody.

    `synced_at` is when the last round ended well. Nobody else begins one before `busy_until`; the timer begins none
    before `waits_until`. `is_asked` says that somebody wants one without waiting for the night.
    """

    tenant_id: str
    link: str = ""
    synced_at: datetime | None = None
    busy_until: datetime | None = None
    waits_until: datetime | None = None
    is_asked: bool = False

    def is_due(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether a round is wanted: once a night, later when a night was missed, or when somebody asked."""
        if self.waits_until is not None and now < self.waits_until:
            return False
        return self.is_asked or self.synced_at is None or self.synced_at < last_night(now, zone)

    def is_busy(self, now: datetime) -> bool:
        return self.busy_until is not None and now < self.busy_until

    def claimed(self, now: datetime) -> Self:
        return self if self.is_busy(now) else replace(self, busy_until=now + LONGEST_ROUND)

    def asked(self, *, from_the_start: bool = False) -> Self:
        return replace(self, link="" if from_the_start else self.link, is_asked=True, waits_until=None)

    def ended(self, now: datetime, link: str) -> Self:
        return replace(self, link=link, synced_at=now, busy_until=None, waits_until=None, is_asked=False)

    def given_up(self, waits_until: datetime | None = None) -> Self:
        """The round came to nothing: the next one begins where this one did."""
        return replace(self, busy_until=None, waits_until=waits_until)


class SyncStateRepository(Protocol):
    async def get(self, tenant_id: str) -> SyncState: ...

    async def change(self, tenant_id: str, change: Callable[[SyncState], SyncState]) -> tuple[SyncState, SyncState]:
        """Bring the state from what is stored to what `change` makes of it, again when somebody wrote in between."""
