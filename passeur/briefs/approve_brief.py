from datetime import datetime

from passeur.backend import Backend
from passeur.briefs.brief_runs import brief_run
from passeur.briefs.make_brief import make_brief
from passeur.briefs.review import Review
from passeur.delivery.runs import Run
from passeur.delivery.start_run import start_run
from passeur.periods import Month


async def approve_brief(month: Month, backend: Backend, *, by: str, now: datetime) -> tuple[Review, Run]:
    """Let a month's brief go out to the committee: once, whoever approves and however often."""
    await make_brief(month, backend, now=now)
    tenant_id = backend.organisation.tenant_id
    review = await backend.briefs.decide(tenant_id, month, lambda known: known.approved(by, now))
    return review, await start_run(brief_run(month), backend, by=review.approved_by, now=now)
