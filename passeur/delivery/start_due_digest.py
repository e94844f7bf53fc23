from datetime import datetime, timedelta

from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import Run, RunId
from passeur.delivery.start_run import start_run

# An outage of days is made up for, as for the brief; a new installation does not tell a month that nobody remembers.
STILL_NEWS = timedelta(days=5)


async def start_due_digest(backend: Backend, *, now: datetime) -> Run | None:
    """Start the digest for managers once its moment has come; None while there is none to start.

    Without a single team there is nobody to write to: the directory says who answers to whom.
    """
    schedule = backend.organisation.digest
    period = schedule.due(now)
    if period is None or now - schedule.moment_of(period) >= STILL_NEWS or not await _has_teams(backend):
        return None
    return await start_run(RunId(DeliveryKind.MANAGER_DIGEST, period), backend, by=None, now=now)


async def _has_teams(backend: Backend) -> bool:
    async for page in backend.teams.pages(backend.organisation.tenant_id):
        if page:
            return True
    return False
