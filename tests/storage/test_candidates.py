import asyncio
from dataclasses import replace
from typing import Any

import pytest

from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW

COHORT = "2026-1"


def a_candidate(tenant: str, person_id: str = "p-1", **changes: Any) -> Candidate:
    candidate = Candidate(
        tenant,
        COHORT,
        person_id,
        Way.NOMINATED,
        CandidateState.APPLIED,
        NOW,
        trade="finance",
        site="lyon",
        statement="J'aide déjà mes collègues. 🙂",
        availability=Availability.HALF_A_DAY_A_MONTH,
        seniority=Seniority.TWO_TO_TEN,
        nominator_id="manager",
    )
    return replace(candidate, **changes)


def a_review(tenant: str, person_id: str = "p-1", reviewer_id: str = "r-1", value: int = 2) -> Review:
    marks = {criterion: Mark(value, f"vu en réunion : {criterion}") for criterion in Criterion}
    return Review(tenant, COHORT, person_id, reviewer_id, marks, NOW)


async def apply(storage: Storage, candidate: Candidate) -> tuple[Candidate | None, Candidate]:
    return await storage.candidates.change(
        candidate.tenant_id, candidate.cohort_id, candidate.person_id, lambda before: before or candidate
    )


async def test_a_candidacy_comes_back_as_it_was_written(storage: Storage, tenant: str) -> None:
    decided = a_candidate(
        tenant,
        "p-2",
        way=Way.VOLUNTEERED,
        nominator_id=None,
        state=CandidateState.WAITING,
        rank=3,
        reasons=("trade:finance", "rank:3"),
        overridden_by="lead",
        override_reason="Équilibre des sites",
        decided_at=NOW,
    )
    for candidate in (a_candidate(tenant), decided):
        assert await apply(storage, candidate) == (None, candidate)
        assert await storage.candidates.get(tenant, COHORT, candidate.person_id) == candidate
    assert await storage.candidates.get(tenant, "2026-2", "p-1") is None


async def test_ten_clicks_at_once_are_one_candidacy(storage: Storage, tenant: str) -> None:
    answers = await asyncio.gather(*(apply(storage, a_candidate(tenant, statement=str(n))) for n in range(10)))
    assert [before for before, _ in answers].count(None) == 1
    assert len({after.statement for _, after in answers}) == 1


async def test_a_change_that_is_refused_writes_nothing(storage: Storage, tenant: str) -> None:
    await apply(storage, a_candidate(tenant, state=CandidateState.NOT_SELECTED))

    def again(before: Candidate | None) -> Candidate:
        assert before is not None
        return before.moved(CandidateState.APPLIED)

    with pytest.raises(Declined) as declined:
        await storage.candidates.change(tenant, COHORT, "p-1", again)
    assert declined.value.why is Why.ALREADY_CANDIDATE
    stored = await storage.candidates.get(tenant, COHORT, "p-1")
    assert stored is not None
    assert stored.state is CandidateState.NOT_SELECTED


async def test_a_reviewer_who_says_it_again_replaces_what_they_said(storage: Storage, tenant: str) -> None:
    for review in (a_review(tenant), a_review(tenant, reviewer_id="r-2"), a_review(tenant, value=3)):
        await storage.candidates.review(review)
    assert list(await storage.candidates.reviews_of(tenant, COHORT, "p-1")) == [
        a_review(tenant, value=3),
        a_review(tenant, reviewer_id="r-2"),
    ]


async def test_the_reviews_of_one_person_are_not_those_of_another_whose_id_begins_alike(
    storage: Storage, tenant: str
) -> None:
    for person_id in ("p", "p-1", "p-10", "p~"):
        await storage.candidates.review(a_review(tenant, person_id))
    assert list(await storage.candidates.reviews_of(tenant, COHORT, "p-1")) == [a_review(tenant)]


async def test_a_cohort_is_read_whole_and_alone(storage: Storage, tenant: str) -> None:
    people = [a_candidate(tenant, person_id) for person_id in ("p-1", "p-2")]
    for candidate in (*people, a_candidate(tenant, cohort_id="2026-2"), a_candidate(f"{tenant}-b")):
        await apply(storage, candidate)
    await storage.candidates.review(a_review(tenant))
    candidates, reviews = await storage.candidates.of_cohort(tenant, COHORT)
    assert (list(candidates), list(reviews)) == (people, [a_review(tenant)])


async def test_who_is_forgotten_is_nowhere_neither_reviewed_nor_reviewing(storage: Storage, tenant: str) -> None:
    for person_id in ("p-1", "p-2"):
        await apply(storage, a_candidate(tenant, person_id))
        await storage.candidates.review(a_review(tenant, person_id))
    await storage.candidates.review(a_review(tenant, "p-2", "p-1"))
    for _ in range(2):
        await storage.candidates.forget(tenant, COHORT, "p-1")
        for person_id, reviewer_id in (("p-1", a_review(tenant).reviewer_id), ("p-2", "p-1")):
            await storage.candidates.forget_review(tenant, COHORT, person_id, reviewer_id)
    candidates, reviews = await storage.candidates.of_cohort(tenant, COHORT)
    assert (list(candidates), list(reviews)) == ([a_candidate(tenant, "p-2")], [a_review(tenant, "p-2")])


async def test_the_reviews_of_one_candidate_are_forgotten_alone(storage: Storage, tenant: str) -> None:
    await apply(storage, a_candidate(tenant))
    for review in (a_review(tenant), a_review(tenant, reviewer_id="r-2"), a_review(tenant, "p-2")):
        await storage.candidates.review(review)
    for _ in range(2):
        await storage.candidates.forget_reviews(tenant, COHORT, "p-1")
    candidates, reviews = await storage.candidates.of_cohort(tenant, COHORT)
    assert (list(candidates), list(reviews)) == ([a_candidate(tenant)], [a_review(tenant, "p-2")])
