import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.recent_runs import KEPT, RecentRuns
from passeur.delivery.runs import Run, RunId, RunState
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
RUN = Run("tenant", RunId(DeliveryKind.MANAGER_DIGEST, "2026-10"), RunState.SENDING, NOW)


@dataclass
class Counted:
    """A repository of runs that counts how often it is read."""

    runs: Any = field(default_factory=lambda: open_memory_storage().runs)
    reads: int = 0

    async def get(self, tenant_id: str, run_id: RunId) -> Run | None:
        self.reads += 1
        await asyncio.sleep(0)
        run: Run | None = await self.runs.get(tenant_id, run_id)
        return run

    async def change(self, tenant_id: str, run_id: RunId, change: Callable[[Run], Run]) -> Run:
        changed: Run = await self.runs.change(tenant_id, run_id, change)
        return changed


async def started() -> tuple[RecentRuns, Counted, FakeClock]:
    counted, clock = Counted(), FakeClock(NOW)
    await counted.runs.create(RUN)
    return RecentRuns(counted, clock), counted, clock  # type: ignore[arg-type]  # what recent runs ask for


async def test_many_messages_share_one_reading() -> None:
    recent, counted, _ = await started()
    runs = await asyncio.gather(*(recent.get("tenant", RUN.id) for _ in range(24)))
    assert (set(map(id, runs)), counted.reads) == ({id(runs[0])}, 1)


async def test_a_cancellation_is_known_within_two_seconds() -> None:
    recent, counted, clock = await started()
    await recent.get("tenant", RUN.id)
    await counted.change("tenant", RUN.id, lambda run: replace(run, state=RunState.CANCELLED))
    clock.now += KEPT
    run = await recent.get("tenant", RUN.id)
    assert run is not None
    assert run.state is RunState.CANCELLED


async def test_a_clock_that_is_put_back_keeps_nothing() -> None:
    recent, counted, clock = await started()
    await recent.get("tenant", RUN.id)
    clock.now -= timedelta(hours=1)
    await recent.get("tenant", RUN.id)
    assert counted.reads == 2


async def test_a_stop_is_known_at_once_and_leaves_an_ended_run_alone() -> None:
    recent, counted, _ = await started()
    await recent.stop("tenant", RUN.id)
    run = await recent.get("tenant", RUN.id)
    assert run is not None
    assert (run.state, counted.reads) == (RunState.STOPPED, 0)
    await counted.change("tenant", RUN.id, lambda stored: replace(stored, state=RunState.CANCELLED))
    await recent.stop("tenant", RUN.id)
    run = await recent.get("tenant", RUN.id)
    assert run is not None
    assert run.state is RunState.CANCELLED
