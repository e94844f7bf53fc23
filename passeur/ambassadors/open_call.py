from datetime import datetime

from passeur.ambassadors.announce_call import announce_call
from passeur.ambassadors.call_form import CallContent
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend


async def open_call(cohort_id: str, content: CallContent, backend: Backend, *, by: str, now: datetime) -> Cohort:
    """Open a call once, and tell it; the same form sent again finds the call that it opened.

    Raises Declined while another call is under way, or when the form's cohort was opened with other words.
    """
    tenant_id = backend.organisation.tenant_id
    others = [each for each in await backend.cohorts.all(tenant_id) if each.id != cohort_id]
    if any(each.has_a_call_under_way for each in others):
        raise Declined(Why.CALL_ALREADY_OPEN)
    wanted = Cohort(
        tenant_id=tenant_id,
        id=cohort_id,
        call=content.call,
        state=CohortState.CALLING,
        opened_at=now,
        opened_by=by,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
        check_in_weeks=content.check_in_weeks,
    )
    cohort = await backend.cohorts.create(wanted)
    if cohort.opened_by != by or not content.is_that_of(cohort):
        raise Declined(Why.CALL_ALREADY_OPEN)
    await announce_call(cohort, backend, now=now)
    return cohort
