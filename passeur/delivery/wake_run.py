"""What helps a run on: rows whose message or worker was lost, and rows that an ended run must not leave open."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.delivery.following import PATIENCE
from passeur.delivery.outbox import Delivery, DeliveryState
from passeur.delivery.ports import Overtaken, RunStep, StepKind
from passeur.delivery.runs import Run, RunState
from passeur.delivery.shards import RUN_SHARDS

log = logging.getLogger(__name__)

SLICE = timedelta(seconds=60)


async def wake_run(run: Run, backend: Backend, *, now: datetime) -> Run:
    """Ask again for what a run that stands still waits for: its plan, its walk, or messages.

    Never for more messages than may leave until it is looked at again: the queue may be full of them.
    """
    if not run.is_planned and run.state.sends:
        await backend.queue.put_step(RunStep(StepKind.PLAN, run.tenant_id, run.id))
    if run.walk:
        kind = StepKind.RECALL if run.state is RunState.RECALLED else StepKind.REPLAY
        await backend.queue.put_step(RunStep(kind, run.tenant_id, run.id))
    elif run.is_planned:
        asked = await _ask_again(run, backend, now)
        log.warning("run %s stood still: %d messages are asked for again", run.id, asked)
    return await backend.runs.change(run.tenant_id, run.id, lambda stored: replace(stored, progressed_at=now))


async def _ask_again(run: Run, backend: Backend, now: datetime) -> int:
    left = most = int(backend.organisation.rate * PATIENCE.total_seconds())
    for shard in _open_shards(run):
        async for page in backend.runs.deliveries(run.tenant_id, run.id, shard, unfinished=True):
            due = [delivery.id for delivery in page if delivery.can_be_taken(now)][:left]
            await all_of(backend.queue.put(delivery_id) for delivery_id in due)
            left -= len(due)
            if left == 0:
                return most
    return most - left


async def end_rest(run: Run, backend: Backend) -> None:
    """End the rows of a run that sends nothing more, as far as one call gets; those that are being sent end first."""
    began = backend.clock()
    for shard in _open_shards(run):
        async for page in backend.runs.deliveries(run.tenant_id, run.id, shard, unfinished=True):
            if backend.clock() - began >= SLICE:
                return
            await _end(page, backend)


async def _end(page: Sequence[Delivery], backend: Backend) -> None:
    async def end(delivery: Delivery) -> None:
        is_out = delivery.state is DeliveryState.SENDING
        with suppress(Overtaken):
            if delivery.lost_its_worker(backend.clock()):
                await backend.deliveries.move(delivery.unknown())
            elif not is_out:
                await backend.deliveries.move(delivery.cancelled())

    await all_of(end(delivery) for delivery in page)


def _open_shards(run: Run) -> Sequence[str]:
    return [shard for shard in RUN_SHARDS if shard not in run.closed]
