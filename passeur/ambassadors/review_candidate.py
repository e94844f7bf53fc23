import asyncio
from collections.abc import Mapping
from datetime import datetime

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.nominations import has_nominated
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.review_form import read_review
from passeur.ambassadors.reviews import Review
from passeur.backend import Backend


async def review_candidate(
    cohort_id: str, person_id: str, reviewer_id: str, typed: Mapping[str, str], backend: Backend, *, now: datetime
) -> Review:
    """Keep what one reviewer found of a candidate, over what they said before. Raises Declined, or FormRefused."""
    await reviewable(cohort_id, person_id, reviewer_id, backend)
    marks = read_review(typed)
    review = Review(backend.organisation.tenant_id, cohort_id, person_id, reviewer_id, marks, now)
    await backend.candidates.review(review)
    return review


async def reviewable(cohort_id: str, person_id: str, reviewer_id: str, backend: Backend) -> tuple[Cohort, Candidate]:
    """The candidate whom somebody may review now.

    Declined for one's own candidacy, for that of somebody with whom one competes or whom one nominated, and once the
    selection was decided.
    """
    tenant_id = backend.organisation.tenant_id
    cohort = await backend.cohorts.get(tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    if person_id == reviewer_id:
        raise Declined(Why.OWN_REVIEW)
    candidate, own = await asyncio.gather(
        *(backend.candidates.get(tenant_id, cohort_id, each) for each in (person_id, reviewer_id))
    )
    if own is not None and own.stands:
        raise Declined(Why.CANDIDATE_CANNOT_REVIEW)
    if candidate is None or not candidate.stands:
        raise Declined(Why.NOT_A_CANDIDATE)
    if candidate.nominator_id == reviewer_id or await has_nominated(reviewer_id, person_id, cohort, backend):
        raise Declined(Why.NOMINATOR_CANNOT_REVIEW)
    if not cohort.has_a_call_under_way or candidate.state is not CandidateState.APPLIED:
        raise Declined(Why.ALREADY_DECIDED)
    return cohort, candidate
