"""Selecting one more candidate: of two at once, one looks again."""

import asyncio
from dataclasses import replace

import pytest

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.errors import Outdated
from passeur.storage.bundle import Storage
from tests.storage.counting import CountingTransport
from tests.storage.test_candidates import COHORT, a_candidate, apply


async def waiting(storage: Storage, tenant: str, *people: str) -> list[Candidate]:
    for person_id in people:
        await apply(storage, a_candidate(tenant, person_id, state=CandidateState.WAITING))
    candidates, _ = await storage.candidates.of_cohort(tenant, COHORT)
    return list(candidates)


@pytest.mark.parametrize("chosen", [("p-1", "p-2"), ("p-2", "p-3"), ("p-2", "p-2"), ("p-1", "p-1")])
async def test_of_two_selections_made_from_the_same_candidates_one_is_outdated(
    storage: Storage, tenant: str, chosen: tuple[str, str]
) -> None:
    known = await waiting(storage, tenant, "p-1", "p-2", "p-3")
    selected = [
        replace(each, state=CandidateState.SELECTED) for who in chosen for each in known if each.person_id == who
    ]
    made = await asyncio.gather(*(storage.candidates.select(each, known) for each in selected), return_exceptions=True)
    assert sorted(type(each).__name__ for each in made) == [Candidate.__name__, Outdated.__name__]
    after, _ = await storage.candidates.of_cohort(tenant, COHORT)
    assert sum(each.state is CandidateState.SELECTED for each in after) == 1


async def test_a_selection_changes_the_selected_and_nobody_else(storage: Storage, tenant: str) -> None:
    known = await waiting(storage, tenant, "p-1", "p-2")
    after = await storage.candidates.select(replace(known[1], state=CandidateState.SELECTED, decided_at=None), known)
    there, _ = await storage.candidates.of_cohort(tenant, COHORT)
    assert list(there) == [known[0], replace(known[1], state=CandidateState.SELECTED)]
    assert after == there[1]
    assert after.etag == there[1].etag


async def test_whoever_withdrew_meanwhile_is_not_selected(storage: Storage, tenant: str) -> None:
    known = await waiting(storage, tenant, "p-1", "p-2")
    withdrawn = replace(known[1], state=CandidateState.WITHDRAWN)
    await storage.candidates.change(tenant, COHORT, "p-2", lambda _: withdrawn)
    with pytest.raises(Outdated):
        await storage.candidates.select(replace(known[1], state=CandidateState.SELECTED), known)
    assert await storage.candidates.get(tenant, COHORT, "p-2") == withdrawn


@pytest.mark.azurite
async def test_a_selection_is_one_request(azure_storage: Storage, tenant: str, transport: CountingTransport) -> None:
    known = await waiting(azure_storage, tenant, "p-1", "p-2")
    with transport.counted() as sent:
        await azure_storage.candidates.select(replace(known[1], state=CandidateState.SELECTED), known)
    assert len(sent) == 1
