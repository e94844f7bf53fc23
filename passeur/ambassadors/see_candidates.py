import asyncio
from collections import Counter
from dataclasses import dataclass

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.reviews import impartial
from passeur.backend import Backend

ON_A_PAGE = 6


@dataclass(frozen=True, slots=True)
class ListedCandidate:
    """A candidate as those who review see them. `reviewed` says whether this reader did, `reviews` how many people."""

    candidate: Candidate
    name: str
    reviews: int
    reviewed: bool


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Some of a cohort's candidates: `number` is the page's, from 0; `left` how many the reader has yet to review."""

    cohort: Cohort
    listed: tuple[ListedCandidate, ...]
    number: int
    pages: int
    total: int
    left: int


async def see_candidates(cohort_id: str, reader_id: str, number: int, backend: Backend) -> CandidatePage:
    """A page of those who are candidates, in the order in which they came; who withdrew is not among them.

    Declined for whoever is one of them: they review nobody. `reviews` are counted as they count (see `impartial`).
    """
    tenant_id = backend.organisation.tenant_id
    cohort = await backend.cohorts.get(tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    candidates, reviews = await backend.candidates.of_cohort(tenant_id, cohort_id)
    standing = sorted(
        (each for each in candidates if each.stands),
        key=lambda each: (each.applied_at, each.person_id),
    )
    if any(each.person_id == reader_id for each in standing):
        raise Declined(Why.CANDIDATE_CANNOT_REVIEW)
    counted = Counter(review.person_id for review in impartial(reviews, standing))
    mine = {review.person_id for review in reviews if review.reviewer_id == reader_id}
    pages = max(1, -(-len(standing) // ON_A_PAGE))
    number = min(max(0, number), pages - 1)
    shown = standing[number * ON_A_PAGE :][:ON_A_PAGE]
    people = await asyncio.gather(*(backend.people.get(tenant_id, each.person_id) for each in shown))
    listed = tuple(
        ListedCandidate(
            each,
            person.name if person else "",
            counted[each.person_id],
            reviewed=each.person_id in mine,
        )
        for each, person in zip(shown, people, strict=True)
    )
    left = sum(
        each.state is CandidateState.APPLIED and each.person_id not in mine and each.nominator_id != reader_id
        for each in standing
    )
    return CandidatePage(cohort, listed, number, pages, len(standing), left)
