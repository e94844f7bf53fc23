import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from passeur.delivery.ports import RunRepository
from passeur.delivery.runs import Run, RunId, RunState
from passeur.ports import Clock

# A run that is cancelled stops in every process within this time.
KEPT = timedelta(seconds=2)
_NOTHING = timedelta()


@dataclass(slots=True)
class RecentRuns:
    """Runs as one process last read them, at most two seconds ago: its many messages share the reading."""

    runs: RunRepository
    clock: Clock
    _read: dict[tuple[str, RunId], tuple[datetime, Run | None]] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, tenant_id: str, run_id: RunId) -> Run | None:
        key = tenant_id, run_id
        if self._is_fresh(key):
            return self._read[key][1]
        async with self._turn:
            if not self._is_fresh(key):
                now = self.clock()
                run = await self.runs.get(tenant_id, run_id)
                self._read = {other: read for other, read in self._read.items() if self._is_fresh(other)}
                self._read[key] = now, run
            return self._read[key][1]

    async def stop(self, tenant_id: str, run_id: RunId) -> None:
        """Send nothing more of a run until somebody resumes it: Teams does not know Passeur any more."""
        stopped = await self.runs.change(tenant_id, run_id, partial(_stopped, now=self.clock()))
        self._read[tenant_id, run_id] = self.clock(), stopped

    def _is_fresh(self, key: tuple[str, RunId]) -> bool:
        return key in self._read and _NOTHING <= self.clock() - self._read[key][0] < KEPT


def _stopped(run: Run, *, now: datetime) -> Run:
    return replace(run, state=RunState.STOPPED, progressed_at=now, follow_at=now) if run.state.sends else run
