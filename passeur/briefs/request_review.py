from datetime import datetime, timedelta

from passeur.backend import Backend
from passeur.briefs.brief_runs import brief_run, review_run
from passeur.briefs.make_brief import make_brief
from passeur.delivery.runs import Run
from passeur.delivery.start_run import start_run
from passeur.periods import Month

# A brief that is weeks late is asked for, not sent: whoever installs Passeur today does not hear of last month.
STILL_NEWS = timedelta(days=5)


async def request_review(backend: Backend, *, now: datetime) -> Run | None:
    """Make the brief that is due and ask the programme leads to review it, once; None when nothing is due.

    An approval whose run a crash left unstarted is followed up here as well.
    """
    schedule = backend.organisation.brief
    due = schedule.due(now)
    if due is None:
        return None
    month = Month.parse(due)
    if now - schedule.moment_after(month.weeks[-1]) >= STILL_NEWS:
        return None
    brief, review = await make_brief(month, backend, now=now)
    if review.is_approved:
        return await start_run(brief_run(month), backend, by=review.approved_by, now=now)
    return None if brief.is_empty else await start_run(review_run(month), backend, by=None, now=now)
