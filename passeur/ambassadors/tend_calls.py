from datetime import datetime, timedelta

from passeur.ambassadors.announce_call import announce_call, owe_about_deadline
from passeur.ambassadors.close_call import close_call
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.publish_selection import carry_on
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind

# Three days before the last moment, whoever put it off still has time to ask their manager.
REMINDED_BEFORE = timedelta(days=3)
# A call that was opened just before is fresh in everybody's mind.
_FRESH = timedelta(days=2)


async def tend_calls(backend: Backend, *, now: datetime) -> list[Cohort]:
    """Close the calls whose deadline has passed, remind of those that end soon, make up for what a crash left undone.

    Returns those that it closed. Doing it again changes nothing.
    """
    closed: list[Cohort] = []
    for cohort in await backend.cohorts.all(backend.organisation.tenant_id):
        if cohort.state is CohortState.CHOOSING:
            await carry_on(cohort, backend, now=now)
        if cohort.state is not CohortState.CALLING:
            continue
        if cohort.call.deadline <= now:
            closed.append(await close_call(cohort.id, backend, now=now))
            continue
        await announce_call(cohort, backend, now=now)
        if _ends_soon(cohort, now):
            await owe_about_deadline(DeliveryKind.CALL_REMINDER, cohort, backend, now=now)
    return closed


def _ends_soon(cohort: Cohort, now: datetime) -> bool:
    first = max(cohort.call.deadline - REMINDED_BEFORE, cohort.opened_at + _FRESH)
    return first <= now < cohort.call.deadline
