from datetime import datetime

from passeur.ambassadors.cohorts import Cohort
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.people import Role

# Whoever reviews candidates.
REVIEWERS = (Role.PROGRAMME_LEAD, Role.STEERING)


async def close_call(cohort_id: str, backend: Backend, *, now: datetime) -> Cohort:
    """Take no more candidates, and tell those who review that it is their turn; closing twice changes nothing."""
    tenant_id = backend.organisation.tenant_id
    cohort = await backend.cohorts.change(tenant_id, cohort_id, Cohort.closed_call)
    zone = backend.organisation.sending.zone
    # An extended call is closed again, and then there are other candidates to review.
    about = f"{cohort.id}.{cohort.call.last_day(zone).isoformat()}"
    reviewers = {each for role in REVIEWERS for each in await backend.roles.holders(tenant_id, role)}
    for person_id in sorted(reviewers):
        await owe_message(
            DeliveryKind.CANDIDATES_TO_REVIEW,
            person_id,
            about,
            cohort.id,
            backend,
            week=cohort.opened_in(zone),
            now=now,
        )
    return cohort
