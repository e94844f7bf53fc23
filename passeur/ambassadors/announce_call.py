from datetime import datetime

from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.nominations import invitation_run
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_post import owe_posts
from passeur.delivery.start_run import start_run


async def announce_call(cohort: Cohort, backend: Backend, *, now: datetime) -> None:
    """Tell a call in every channel once for each deadline, and invite in private those whose shares travel, once.

    Nothing is told twice by asking again: what was lost in a crash is made up for.
    """
    if not cohort.takes_candidates(now):
        return
    await owe_about_deadline(DeliveryKind.CALL, cohort, backend, now=now)
    await start_run(invitation_run(cohort.id), backend, by=cohort.opened_by, now=now)


async def owe_about_deadline(kind: DeliveryKind, cohort: Cohort, backend: Backend, *, now: datetime) -> None:
    """Owe each channel one message about a call as its deadline stands."""
    zone = backend.organisation.sending.zone
    about = f"{cohort.id}.{cohort.call.last_day(zone).isoformat()}"
    await owe_posts(kind, about, cohort.id, backend, week=cohort.opened_in(zone), now=now)
