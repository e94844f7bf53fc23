from datetime import datetime

from passeur.ambassadors.boot_camp import Step
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend


async def open_step(person_id: str, step: Step, backend: Backend) -> Progress:
    """What the person did so far; Declined for a step that others come before, unless it was done already."""
    progress = await backend.progress.get(backend.organisation.tenant_id, person_id)
    if step.id not in progress.done and backend.organisation.boot_camp.missing(step, progress):
        raise Declined(Why.STEP_LOCKED)
    return progress


async def do_step(person_id: str, step: Step, backend: Backend, *, now: datetime) -> Progress:
    """Note a step as done, once; Declined while another one comes before."""
    organisation = backend.organisation
    return await backend.progress.change(
        organisation.tenant_id, person_id, lambda progress: organisation.boot_camp.with_done(progress, step, now)
    )


async def undo_step(person_id: str, step: Step, backend: Backend) -> Progress:
    """Take a step back; what was done after it stays done."""
    return await backend.progress.change(
        backend.organisation.tenant_id, person_id, lambda progress: progress.without_step(step.id)
    )
