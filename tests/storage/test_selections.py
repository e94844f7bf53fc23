import asyncio
from dataclasses import replace

from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.selection_decision import Outcome, SelectionDecision
from passeur.directory.headcounts import Headcounts
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW


def a_decision(tenant: str, version: int = 7) -> SelectionDecision:
    outcomes = (
        Outcome("p-2", CandidateState.SELECTED, 1, "trades:rh"),
        Outcome("p-1", CandidateState.SELECTED, 2, "merit:"),
        Outcome("p-3", CandidateState.WAITING, 1, "ways:nominated"),
        Outcome("p-4", CandidateState.NOT_SELECTED, 1, "few_reviews:1"),
    )
    return SelectionDecision(tenant, "2026-1", version, "lead", NOW, outcomes)


async def test_a_decision_comes_back_as_it_was_written(storage: Storage, tenant: str) -> None:
    assert await storage.selections.get(tenant, "2026-1") is None
    assert await storage.selections.decide(a_decision(tenant)) == a_decision(tenant)
    assert await storage.selections.get(tenant, "2026-1") == a_decision(tenant)
    assert await storage.selections.get(tenant, "2026-2") is None


async def test_of_two_decisions_at_once_the_first_holds_for_both(storage: Storage, tenant: str) -> None:
    made = await asyncio.gather(*(storage.selections.decide(a_decision(tenant, version)) for version in range(4)))
    assert len({each.version for each in made}) == 1


async def test_a_decision_is_no_cohort(storage: Storage, tenant: str) -> None:
    await storage.selections.decide(a_decision(tenant))
    assert await storage.cohorts.all(tenant) == []


async def test_it_holds_what_becomes_of_five_thousand_candidates(storage: Storage, tenant: str) -> None:
    outcomes = tuple(
        Outcome(f"{number:08d}-0000-4000-8000-000000000001", CandidateState.NOT_SELECTED, number, "seniority:2_to_10")
        for number in range(5000)
    )
    large = replace(a_decision(tenant), outcomes=outcomes)
    await storage.selections.decide(large)
    assert await storage.selections.get(tenant, "2026-1") == large


async def test_who_is_erased_keeps_their_line_under_a_pseudonym(storage: Storage, tenant: str) -> None:
    erased = "99999999-0000-4000-8000-00000000000e"
    outcomes = (Outcome(erased, CandidateState.SELECTED, 1, "merit:"), *a_decision(tenant).outcomes)
    await storage.selections.decide(replace(a_decision(tenant), decided_by=erased, outcomes=outcomes))
    erasure = Erasure(tenant, erased, "erased-0", TheirShares.STAY, NOW, "fr")
    assert (await storage.erasures.leave(tenant, [erasure])).touched == {erased: 1}
    known = await storage.selections.get(tenant, "2026-1")
    assert known is not None
    assert known.decided_by == "erased-0"
    assert [each.person_id for each in known.outcomes][:2] == ["erased-0", "p-2"]


async def test_headcounts_are_those_of_the_last_count(storage: Storage, tenant: str) -> None:
    assert await storage.directory.headcounts(tenant) is None
    for people in ({("rh", "lyon"): 7, ("", ""): 2}, {("rh", "lyon"): 8, ("finance", ""): 120}):
        await storage.directory.put_headcounts(tenant, Headcounts(NOW, people))
        assert await storage.directory.headcounts(tenant) == Headcounts(NOW, people)
