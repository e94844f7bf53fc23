from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.following import is_followed, is_late
from passeur.delivery.ports import RunStep, StepKind


async def sweep_runs(backend: Backend, *, now: datetime) -> int:
    """Ask for a look at every run that nobody looks after any more; returns how many.

    The look asks again for the plan, the walk or the messages, when one of those is what stopped.
    """
    tenant_id = backend.organisation.tenant_id
    left = [run for run in await backend.runs.all(tenant_id) if is_followed(run, now) and is_late(run, now)]
    for run in left:
        await backend.queue.put_step(RunStep(StepKind.FOLLOW, tenant_id, run.id))
    return len(left)
