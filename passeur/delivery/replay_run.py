"""Send again what a run could not: ask for it, and the walk through its rows that follows."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.delivery.outbox import Delivery, DeliveryState
from passeur.delivery.ports import Overtaken, RunStep, StepKind
from passeur.delivery.runs import Run, RunId, RunState
from passeur.delivery.shards import RUN_SHARDS
from passeur.delivery.walk_run import walk_run
from passeur.errors import RunOver
from passeur.ports import Clock

_AGAIN = frozenset({DeliveryState.FAILED, DeliveryState.UNKNOWN})


async def replay_run(run_id: RunId, backend: Backend, *, now: datetime) -> Run:
    """Try again what failed or stayed unknown, and take up a run that was stopped. Raises RunGone, RunOver.

    Who may have received a message whose outcome is unknown may receive it twice: somebody decides that, never the
    engine.
    """

    def replayed(run: Run) -> Run:
        if run.state.sends and run.walk:
            return run
        if run.state in (RunState.CANCELLED, RunState.RECALLED):
            raise RunOver
        states = run.tally.states
        if run.state is RunState.DONE and not any(states.get(state) for state in _AGAIN):
            raise RunOver
        return replace(
            run,
            state=RunState.SENDING if run.is_planned else RunState.PLANNING,
            walk=RUN_SHARDS[0],
            closed={},
            resumed_at=now,
            resumed_from=run.tally.final - sum(states.get(state, 0) for state in _AGAIN),
            progressed_at=now,
            follow_at=now,
            ended_at=None,
        )

    tenant_id = backend.organisation.tenant_id
    run = await backend.runs.change(tenant_id, run_id, replayed)
    steps = (StepKind.REPLAY, StepKind.FOLLOW) if run.is_planned else (StepKind.REPLAY, StepKind.FOLLOW, StepKind.PLAN)
    for kind in steps:
        await backend.queue.put_step(RunStep(kind, tenant_id, run_id))
    return run


async def ask_again(run_id: RunId, backend: Backend, *, clock: Clock) -> Run:
    """The walk of a replay: put back what failed, and ask the queue for all that waits."""

    async def asked(page: Sequence[Delivery]) -> bool:
        now = clock()
        await all_of(_ask(delivery, backend, now) for delivery in page)
        return True

    return await walk_run(run_id, StepKind.REPLAY, asked, backend, clock=clock)


async def _ask(delivery: Delivery, backend: Backend, now: datetime) -> None:
    if delivery.state in _AGAIN:
        with suppress(Overtaken):
            await backend.deliveries.move(delivery.asked_again(now))
    elif not delivery.can_be_taken(now):
        return
    await backend.queue.put(delivery.id)
