from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from passeur.backend import Backend
from passeur.delivery.outbox import Delivery
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.runs import Run, RunId, RunState
from passeur.delivery.shards import RUN_SHARDS
from passeur.errors import RunGone
from passeur.ports import Clock

# How long one call of a function walks before it leaves the rest to the next one.
SLICE = timedelta(seconds=60)
PAUSE = timedelta(seconds=30)

# Does something with a page of rows; False when the walk has to pause there.
Visit = Callable[[Sequence[Delivery]], Awaitable[bool]]


async def walk_run(run_id: RunId, kind: StepKind, visit: Visit, backend: Backend, *, clock: Clock) -> Run:
    """Visit all rows of a run, shard by shard, from where the last step of this walk stopped; asks for the next one.

    A shard is visited again when its step did not end: what a visit did changes the rows, and is not done twice.
    """
    tenant_id, began = backend.organisation.tenant_id, clock()
    run = await backend.runs.get(tenant_id, run_id)
    if run is None:
        raise RunGone
    while (shard := run.walk) and _is_walked_for(run, kind):
        async for page in backend.runs.deliveries(tenant_id, run_id, shard):
            is_late = clock() - began >= SLICE
            if is_late or not await visit(page):
                delay = timedelta() if is_late else PAUSE
                await backend.queue.put_step(RunStep(kind, tenant_id, run_id), delay)
                return run
        run = await backend.runs.change(tenant_id, run_id, partial(_further, shard=shard))
    return run


def _is_walked_for(run: Run, kind: StepKind) -> bool:
    return run.state is RunState.RECALLED if kind is StepKind.RECALL else run.state.sends


def _further(run: Run, *, shard: str) -> Run:
    if run.walk != shard:
        return run
    return replace(run, walk=next((each for each in RUN_SHARDS if each > shard), ""))
