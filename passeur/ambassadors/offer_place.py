from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.publish_selection import offer_term
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.selection_reasons import Ground, Reason
from passeur.ambassadors.terms import TermState
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message


async def offer_place(cohort_id: str, person_id: str, backend: Backend, *, now: datetime) -> Candidate:
    """Offer a place that became free to somebody on the waiting list, once, and tell them.

    Raises Declined when no place is free, or when the person does not wait any more.
    """
    tenant_id = backend.organisation.tenant_id
    cohort = await backend.cohorts.get(tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    if cohort.state is not CohortState.RUNNING:
        raise Declined(Why.COHORT_OVER if cohort.state is CohortState.CLOSED else Why.NOT_DECIDED_YET)
    candidates, _ = await backend.candidates.of_cohort(tenant_id, cohort_id)
    known = next((each for each in candidates if each.person_id == person_id), None)
    if (
        known is not None
        and known.state is not CandidateState.SELECTED
        and not await free_places(cohort, candidates, backend)
    ):
        raise Declined(Why.NO_PLACE_FREE)
    _, after = await backend.candidates.change(tenant_id, cohort_id, person_id, lambda found: _selected(found, now))
    await offer_term(after, backend, now=now)
    week = cohort.opened_in(backend.organisation.sending.zone)
    await owe_message(
        DeliveryKind.SELECTION_RESULT, person_id, f"{cohort_id}.place", cohort_id, backend, week=week, now=now
    )
    return after


async def free_places(cohort: Cohort, candidates: Sequence[Candidate], backend: Backend) -> int:
    """How many of the places of a cohort nobody has: those of people who withdrew, or did not sign."""
    ended = {
        term.person_id
        async for page in backend.terms.pages(cohort.tenant_id, cohort.id)
        for term in page
        if term.state is TermState.ENDED
    }
    taken = sum(each.state is CandidateState.SELECTED and each.person_id not in ended for each in candidates)
    return max(0, cohort.call.wanted - taken)


def _selected(known: Candidate | None, now: datetime) -> Candidate:
    if known is None or known.state is CandidateState.WITHDRAWN:
        raise Declined(Why.NOT_A_CANDIDATE)
    if known.state is CandidateState.SELECTED:
        return known
    if known.state is not CandidateState.WAITING:
        raise Declined(Why.NOT_DECIDED_YET if known.state is CandidateState.APPLIED else Why.ALREADY_DECIDED)
    return replace(known.moved(CandidateState.SELECTED), reasons=(str(Reason(Ground.PLACE)),), decided_at=now)
