"""The two ways in which somebody ends a run: stop what was not sent, or take back what was."""

from dataclasses import replace
from datetime import datetime, timedelta

from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryState
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.recent_runs import KEPT
from passeur.delivery.runs import Run, RunId, RunState
from passeur.delivery.shards import RUN_SHARDS
from passeur.errors import RunOver

_FIRST = RUN_SHARDS[0]


async def cancel_run(run_id: RunId, backend: Backend, *, now: datetime) -> Run:
    """Send nothing more of a run; every process knows within two seconds. Raises RunGone, or RunOver when it is done.

    Asking twice is asking once.
    """

    def cancelled(run: Run) -> Run:
        if run.state is RunState.CANCELLED:
            return run
        if not run.state.sends and run.state is not RunState.STOPPED:
            raise RunOver
        return replace(run, state=RunState.CANCELLED, walk="", progressed_at=now, follow_at=now)

    tenant_id = backend.organisation.tenant_id
    run = await backend.runs.change(tenant_id, run_id, cancelled)
    await backend.queue.put_step(RunStep(StepKind.FOLLOW, tenant_id, run_id))
    return run


async def recall_run(run_id: RunId, backend: Backend, *, now: datetime) -> Run:
    """Replace every card that was sent, and send no other. Raises RunGone, or RunOver when no card is out.

    A recall that left cards behind, because Teams could not be reached, may be asked for again.
    """

    def recalled(run: Run) -> Run:
        if run.state is RunState.RECALLED and run.ended_at is None:
            return run
        if run.ended_at is not None and not run.tally.states.get(DeliveryState.SENT):
            raise RunOver
        return replace(
            run, state=RunState.RECALLED, walk=_FIRST, closed={}, progressed_at=now, follow_at=now, ended_at=None
        )

    tenant_id = backend.organisation.tenant_id
    run = await backend.runs.change(tenant_id, run_id, recalled)
    await backend.queue.put_step(RunStep(StepKind.FOLLOW, tenant_id, run_id))
    # By then every process knows, and nothing more of the run begins to leave.
    await backend.queue.put_step(RunStep(StepKind.RECALL, tenant_id, run_id), KEPT + timedelta(seconds=1))
    return run
