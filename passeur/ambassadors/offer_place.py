from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.places import free_places, terms_of
from passeur.ambassadors.publish_selection import offer_term
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.selection_reasons import Ground, Reason
from passeur.ambassadors.terms import Term
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.errors import Outdated, StorageUnavailable

_MOST_TRIES = 10


async def offer_place(cohort_id: str, person_id: str, backend: Backend, *, now: datetime) -> Candidate:
    """Offer a place that became free to somebody on the waiting list, once, and tell them.

    However many people offer places at once, no more are offered than are free. Raises Declined when no place is free,
    when the person does not wait any more, or when they took over from a colleague meanwhile.
    """
    cohort = await backend.cohorts.get(backend.organisation.tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    if cohort.state is not CohortState.RUNNING:
        raise Declined(Why.COHORT_OVER if cohort.state is CohortState.CLOSED else Why.NOT_DECIDED_YET)
    after = await _select(cohort, person_id, backend, now=now)
    await offer_term(after, backend, now=now)
    week = cohort.opened_in(backend.organisation.sending.zone)
    await owe_message(
        DeliveryKind.SELECTION_RESULT, person_id, f"{cohort_id}.place", cohort_id, backend, week=week, now=now
    )
    return after


async def _select(cohort: Cohort, person_id: str, backend: Backend, *, now: datetime) -> Candidate:
    """Three round trips; two more, and both decisions again, for whoever comes second of two at once.

    Candidates are read before terms: what happens to a term in between only frees a place, or hands it on.
    """
    for _ in range(_MOST_TRIES):
        candidates, _reviews = await backend.candidates.of_cohort(cohort.tenant_id, cohort.id)
        known = next((each for each in candidates if each.person_id == person_id), None)
        if known is not None and known.state is CandidateState.SELECTED:
            return known
        selected = _selected(cohort, known, candidates, await terms_of(cohort, backend), now)
        try:
            return await backend.candidates.select(selected, candidates)
        except Outdated:
            continue
    raise StorageUnavailable(f"the candidates were written by others {_MOST_TRIES} times in a row")


def _selected(
    cohort: Cohort, known: Candidate | None, candidates: Sequence[Candidate], terms: Mapping[str, Term], now: datetime
) -> Candidate:
    if known is None or known.state is CandidateState.WITHDRAWN:
        raise Declined(Why.NOT_A_CANDIDATE)
    if not free_places(cohort, candidates, terms):
        raise Declined(Why.NO_PLACE_FREE)
    if known.state is not CandidateState.WAITING:
        raise Declined(Why.NOT_DECIDED_YET if known.state is CandidateState.APPLIED else Why.ALREADY_DECIDED)
    if known.person_id in terms:
        raise Declined(Why.ALREADY_AMBASSADOR)
    return replace(known.moved(CandidateState.SELECTED), reasons=(str(Reason(Ground.PLACE)),), decided_at=now)
