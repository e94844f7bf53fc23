import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from passeur.sharing.claims import Claim
from passeur.sharing.ports import AlreadyClaimed
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW, WEEK, a_claim, a_ref

TOPIC, LINK, OTHER = "topic-1", "link-1", "topic-2"
LATER = NOW + timedelta(minutes=3)


async def _holder(storage: Storage, tenant: str, subject: str) -> Claim | None:
    """Who holds a subject, told by what a stranger is answered (whose own claim then stays)."""
    try:
        await storage.claims.claim(a_claim(tenant, f"stranger-{subject}", (subject,)))
    except AlreadyClaimed as already:
        return already.held
    return None


async def test_the_same_claim_again_meets_its_first_try(storage: Storage, tenant: str) -> None:
    claim = a_claim(tenant, subjects=(TOPIC, LINK))
    assert await storage.claims.claim(claim) == claim
    assert await storage.claims.claim(claim) == claim


async def test_a_retry_after_sunday_midnight_finds_the_week_of_the_first_try(storage: Storage, tenant: str) -> None:
    sunday = a_claim(tenant, subjects=(TOPIC,))
    monday = a_claim(tenant, subjects=(TOPIC,), week=WEEK.plus(1))
    await storage.claims.claim(sunday)
    assert await storage.claims.claim(monday) == sunday


async def test_a_form_whose_words_changed_meets_its_first_try(storage: Storage, tenant: str) -> None:
    first = a_claim(tenant, subjects=(TOPIC,))
    await storage.claims.claim(first)
    assert await storage.claims.claim(replace(first, subjects=(OTHER,))) == first
    assert await _holder(storage, tenant, OTHER) is None


@pytest.mark.parametrize("subjects", [(TOPIC,), (OTHER, TOPIC), (TOPIC, LINK)])
async def test_a_subject_that_is_held_names_its_holder_and_nothing_is_reserved(
    storage: Storage, tenant: str, subjects: tuple[str, ...]
) -> None:
    held = a_claim(tenant, "form-1", (TOPIC, LINK))
    await storage.claims.claim(held)
    late = a_claim(tenant, "form-2", subjects)
    with pytest.raises(AlreadyClaimed) as already:
        await storage.claims.claim(late)
    assert already.value.held == held
    assert await storage.claims.claim(replace(late, subjects=())) == replace(late, subjects=())
    assert await _holder(storage, tenant, OTHER) is None


async def test_a_variation_claims_its_form_alone(storage: Storage, tenant: str) -> None:
    claim = a_claim(tenant, subjects=())
    assert await storage.claims.claim(claim) == claim


async def test_the_same_subject_twice_is_one_subject(storage: Storage, tenant: str) -> None:
    claim = a_claim(tenant, subjects=(TOPIC, TOPIC))
    await storage.claims.claim(claim)
    held = await _holder(storage, tenant, TOPIC)
    assert held is not None
    assert held.ref == claim.ref


async def test_ten_submits_of_one_form_at_once_are_one_claim(storage: Storage, tenant: str) -> None:
    claim = a_claim(tenant, subjects=(TOPIC, LINK))
    assert await asyncio.gather(*(storage.claims.claim(claim) for _ in range(10))) == [claim] * 10


async def test_of_ten_people_who_share_the_same_thing_at_once_one_wins(storage: Storage, tenant: str) -> None:
    claims = [a_claim(tenant, f"form-{n}", (TOPIC, LINK)) for n in range(10)]
    results = await asyncio.gather(*map(storage.claims.claim, claims), return_exceptions=True)
    (winner,) = [each for each in results if isinstance(each, Claim)]
    losers = [each for each in results if isinstance(each, AlreadyClaimed)]
    assert len(losers) == 9
    assert {loser.held.ref for loser in losers} == {winner.ref}


async def test_another_tenant_may_claim_the_same_subject(storage: Storage, tenant: str) -> None:
    await storage.claims.claim(a_claim(tenant, subjects=(TOPIC,)))
    elsewhere = a_claim(f"{tenant}-2", subjects=(TOPIC,))
    assert await storage.claims.claim(elsewhere) == elsewhere


async def test_what_is_in_the_way_is_told_with_the_moment_when_it_was_reserved(storage: Storage, tenant: str) -> None:
    held = a_claim(tenant, "form-1", (TOPIC, LINK))
    await storage.claims.claim(held)
    await storage.claims.move(replace(held, subjects=(OTHER,), at=LATER))
    for subject, since in ((TOPIC, NOW), (LINK, NOW), (OTHER, LATER)):
        with pytest.raises(AlreadyClaimed) as already:
            await storage.claims.claim(a_claim(tenant, "form-2", (subject,)))
        assert (already.value.subject, already.value.since) == (subject, since)
        assert already.value.held.ref == held.ref


async def test_a_subject_that_is_released_is_anybodys_and_the_others_stay(storage: Storage, tenant: str) -> None:
    held, heir = a_claim(tenant, "form-1", (TOPIC, LINK)), a_claim(tenant, "heir", (TOPIC,))
    await storage.claims.claim(held)
    for _ in range(2):
        await storage.claims.release(held, TOPIC, NOW)
    assert await storage.claims.claim(held) == replace(held, subjects=(LINK,))
    assert await storage.claims.claim(heir) == heir
    assert await _holder(storage, tenant, LINK) == replace(held, subjects=(LINK,))


async def test_what_was_reserved_anew_is_not_released(storage: Storage, tenant: str) -> None:
    held = a_claim(tenant, subjects=(TOPIC,))
    await storage.claims.claim(held)
    await storage.claims.move(replace(held, at=LATER))
    await storage.claims.release(held, TOPIC, NOW)
    assert await _holder(storage, tenant, TOPIC) == held


async def test_nobody_releases_a_subject_of_somebody_else(storage: Storage, tenant: str) -> None:
    claim, other = a_claim(tenant, "form-1", (TOPIC,)), a_claim(tenant, "form-2", (OTHER,))
    await storage.claims.claim(claim)
    await storage.claims.claim(other)
    await storage.claims.release(claim, OTHER, NOW)
    assert await _holder(storage, tenant, OTHER) == other
    assert await storage.claims.claim(claim) == claim


async def test_ten_releases_at_once_are_one(storage: Storage, tenant: str) -> None:
    held = a_claim(tenant, subjects=(TOPIC, LINK))
    await storage.claims.claim(held)
    await asyncio.gather(*(storage.claims.release(held, TOPIC, NOW) for _ in range(10)))
    assert await _holder(storage, tenant, TOPIC) is None


async def test_an_edit_gives_up_what_is_gone_and_reserves_what_is_new(storage: Storage, tenant: str) -> None:
    claim = a_claim(tenant, subjects=(TOPIC, LINK))
    await storage.claims.claim(claim)
    for _ in range(2):
        await storage.claims.move(replace(claim, subjects=(OTHER,)), gone=(TOPIC,))
    held = replace(claim, subjects=(LINK, OTHER))
    assert await _holder(storage, tenant, OTHER) == held
    assert await _holder(storage, tenant, LINK) == held
    assert await _holder(storage, tenant, TOPIC) is None
    assert await storage.claims.claim(claim) == held


async def test_an_edit_onto_a_subject_of_another_share_changes_nothing(storage: Storage, tenant: str) -> None:
    claim, other = a_claim(tenant, "form-1", (TOPIC,)), a_claim(tenant, "form-2", (OTHER,))
    await storage.claims.claim(claim)
    await storage.claims.claim(other)
    with pytest.raises(AlreadyClaimed) as already:
        await storage.claims.move(replace(claim, subjects=(OTHER,)), gone=(TOPIC,))
    assert already.value.held == other
    assert await _holder(storage, tenant, TOPIC) == claim


async def test_nobody_gives_up_a_subject_of_somebody_else(storage: Storage, tenant: str) -> None:
    claim, other = a_claim(tenant, "form-1", (TOPIC,)), a_claim(tenant, "form-2", (OTHER,))
    await storage.claims.claim(claim)
    await storage.claims.claim(other)
    await storage.claims.move(replace(claim, subjects=()), gone=(OTHER,))
    assert await _holder(storage, tenant, OTHER) == other


async def test_of_ten_edits_onto_one_subject_at_once_one_wins(storage: Storage, tenant: str) -> None:
    claims = [a_claim(tenant, f"form-{n}", (f"topic-of-{n}",)) for n in range(10)]
    for claim in claims:
        await storage.claims.claim(claim)
    moves = (storage.claims.move(replace(each, subjects=(TOPIC,)), gone=each.subjects) for each in claims)
    results = await asyncio.gather(*moves, return_exceptions=True)
    assert results.count(None) == 1
    assert sum(isinstance(each, AlreadyClaimed) for each in results) == 9
    winner = claims[results.index(None)]
    held = await _holder(storage, tenant, TOPIC)
    assert held is not None
    assert held.ref == winner.ref


async def test_a_withdrawn_share_leaves_its_subjects_to_others(storage: Storage, tenant: str) -> None:
    claim = a_claim(tenant, subjects=(TOPIC, LINK))
    await storage.claims.claim(claim)
    await storage.claims.move(replace(claim, subjects=()), gone=(TOPIC, LINK))
    heir = a_claim(tenant, "heir", (TOPIC, LINK))
    assert await storage.claims.claim(heir) == heir
    assert (await storage.claims.claim(claim)).ref == a_ref("form-1")
