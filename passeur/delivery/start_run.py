from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.runs import Run, RunId, RunState


async def start_run(run_id: RunId, backend: Backend, *, by: str | None, now: datetime) -> Run:
    """Decide once that a period is told to its audience; whoever comes second finds the first one's run, as it stands.

    The row comes first: a run whose steps were lost in a crash is found by the sweeper.
    """
    tenant_id = backend.organisation.tenant_id
    asked = Run(tenant_id, run_id, RunState.PLANNING, now, started_by=by, progressed_at=now, follow_at=now)
    run = await backend.runs.create(asked)
    if run.state is RunState.PLANNING and not run.cursor:
        for kind in (StepKind.PLAN, StepKind.FOLLOW):
            await backend.queue.put_step(RunStep(kind, tenant_id, run_id))
    return run
