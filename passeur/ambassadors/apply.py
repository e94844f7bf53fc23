from dataclasses import asdict, replace
from datetime import datetime

from passeur.ambassadors.application_form import Application
from passeur.ambassadors.candidates import Candidate, CandidateState, Way
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.nominations import is_invited, nominator_of
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend
from passeur.errors import NotTheAddressee


async def apply_for_call(
    cohort_id: str, person_id: str, way: Way, application: Application, backend: Backend, *, now: datetime
) -> Candidate:
    """Make somebody a candidate, or change what they said, while the call takes candidates.

    The way is checked, never believed: nominated is who was asked, spotted is who was invited. Whoever applied keeps
    the way by which they came. Raises Declined, or NotTheAddressee.
    """
    tenant_id = backend.organisation.tenant_id
    cohort = await open_cohort(cohort_id, backend, now=now)
    if not cohort.call.is_for(application.trade, application.site):
        raise Declined(Why.CALL_NOT_FOR_YOU)
    if await is_in_office_then(person_id, cohort, backend):
        raise Declined(Why.ALREADY_AMBASSADOR)
    nominator_id = await _nominator(cohort, person_id, way, backend)
    said = asdict(application)

    def applied(before: Candidate | None) -> Candidate:
        if before is None or before.state is CandidateState.WITHDRAWN:
            # Whoever comes back is a new candidate, and nothing of before is held for or against them.
            return Candidate(
                tenant_id=tenant_id,
                cohort_id=cohort_id,
                person_id=person_id,
                way=way,
                state=CandidateState.APPLIED,
                applied_at=now,
                nominator_id=nominator_id,
                **said,
            )
        if before.state is not CandidateState.APPLIED:
            raise Declined(Why.ALREADY_DECIDED)
        return replace(before, **said)

    _, candidate = await backend.candidates.change(tenant_id, cohort_id, person_id, applied)
    return candidate


async def open_cohort(cohort_id: str, backend: Backend, *, now: datetime) -> Cohort:
    """The cohort of a call that takes candidates now; Declined when there is none, or it closed."""
    cohort = await backend.cohorts.get(backend.organisation.tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    if not cohort.takes_candidates(now):
        raise Declined(Why.CALL_CLOSED)
    return cohort


async def is_in_office_then(person_id: str, cohort: Cohort, backend: Backend) -> bool:
    """Whether somebody is an ambassador of another cohort when this one's term begins."""
    current = await current_term(person_id, backend)
    return current is not None and current.cohort.id != cohort.id and current.cohort.ends_on >= cohort.starts_on


async def _nominator(cohort: Cohort, person_id: str, way: Way, backend: Backend) -> str | None:
    if way is Way.SPOTTED and not await is_invited(cohort, person_id, backend):
        raise NotTheAddressee
    if way is not Way.NOMINATED:
        return None
    nominator_id = await nominator_of(cohort, person_id, backend)
    if nominator_id is None:
        raise NotTheAddressee
    return nominator_id
