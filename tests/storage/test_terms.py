import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from passeur.ambassadors.candidates import Way
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Ending, Signature, Term, TermState
from passeur.delivery.shards import prefix_of
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW

COHORT = "2026-1"
SIGNATURE = Signature(2, "sha256:" + "0a" * 32, "fr", NOW)


def a_term(tenant: str, person: str = "p-1", cohort: str = COHORT) -> Term:
    return Term(tenant, cohort, person, "achats", "", Way.VOLUNTEERED, TermState.OFFERED, NOW)


async def put(storage: Storage, term: Term) -> Term:
    _, after = await storage.terms.change(term.tenant_id, term.cohort_id, term.person_id, lambda _: term)
    return after


def signed(term: Term | None) -> Term:
    assert term is not None
    return term.signed(SIGNATURE)


async def test_an_offered_term_comes_back_as_it_was_written(storage: Storage, tenant: str) -> None:
    term = a_term(tenant)
    written = await put(storage, term)
    found = await storage.terms.get(tenant, COHORT, "p-1")
    assert found == term
    assert found is not None
    assert found.etag == written.etag
    assert await storage.terms.get(tenant, "2026-2", "p-1") is None
    assert await storage.terms.get(f"{tenant}-b", COHORT, "p-1") is None


async def test_everything_that_a_term_may_hold_comes_back(storage: Storage, tenant: str) -> None:
    over = replace(
        a_term(tenant),
        site="lyon",
        way=Way.NOMINATED,
        state=TermState.ENDED,
        signature=SIGNATURE,
        began_at=NOW,
        ended_at=NOW + timedelta(days=90),
        ending=Ending.HANDED_OVER,
        recognised=True,
        successor_id="p-2",
        handing_to="p-3",
        wish=Ending.CHAMPION,
        agreed=False,
        handing_at=NOW,
        answered_at=NOW + timedelta(hours=1),
    )
    await put(storage, over)
    assert await storage.terms.get(tenant, COHORT, "p-1") == over


async def test_of_five_signatures_at_once_one_begins_the_term(storage: Storage, tenant: str) -> None:
    await put(storage, a_term(tenant))

    changes = (storage.terms.change(tenant, COHORT, "p-1", signed) for _ in range(5))
    outcomes = await asyncio.gather(*changes, return_exceptions=True)
    declined = [each for each in outcomes if isinstance(each, Declined)]
    assert [each.why for each in declined] == [Why.ALREADY_SIGNED] * 4
    found = await storage.terms.get(tenant, COHORT, "p-1")
    assert found is not None
    assert (found.state, found.began_at, found.signature) == (TermState.ACTIVE, NOW, SIGNATURE)


async def test_a_change_that_is_declined_writes_nothing(storage: Storage, tenant: str) -> None:
    await put(storage, a_term(tenant))
    with pytest.raises(Declined):
        await storage.terms.change(tenant, COHORT, "p-1", lambda term: signed(term).signed(SIGNATURE))
    assert await storage.terms.get(tenant, COHORT, "p-1") == a_term(tenant)


async def test_a_cohort_is_read_in_the_order_of_prefixes_and_from_one_of_them_on(storage: Storage, tenant: str) -> None:
    terms = [a_term(tenant, f"p-{n}") for n in range(30)]
    for term in (*terms, a_term(tenant, "p-1", "2025-2"), a_term(f"{tenant}-b")):
        await put(storage, term)
    await storage.progress.change(tenant, "p-1", lambda progress: progress.with_step("welcome", NOW))
    ordered = sorted(terms, key=lambda term: (prefix_of(term.person_id), term.person_id))
    assert [each async for page in storage.terms.pages(tenant, COHORT) for each in page] == ordered
    first = prefix_of(ordered[20].person_id)
    rest = [each async for page in storage.terms.pages(tenant, COHORT, first) for each in page]
    assert rest == [term for term in ordered if prefix_of(term.person_id) >= first]


async def test_a_term_is_forgotten_once_and_for_all(storage: Storage, tenant: str) -> None:
    await put(storage, a_term(tenant))
    await put(storage, a_term(tenant, "p-2"))
    for _ in range(2):
        await storage.terms.forget(tenant, COHORT, "p-1")
    assert [each async for page in storage.terms.pages(tenant, COHORT) for each in page] == [a_term(tenant, "p-2")]


async def test_progress_is_kept_step_by_step_and_nobody_begins_with_any(storage: Storage, tenant: str) -> None:
    assert await storage.progress.get(tenant, "p-1") == Progress()
    await storage.progress.change(tenant, "p-1", lambda progress: progress.with_step("welcome", NOW))
    await asyncio.gather(
        storage.progress.change(tenant, "p-1", lambda progress: progress.with_step("prompts", NOW)),
        storage.progress.change(tenant, "p-1", lambda progress: progress.with_step("limits", NOW)),
    )
    assert (await storage.progress.get(tenant, "p-1")).done == {"welcome": NOW, "prompts": NOW, "limits": NOW}
    assert await storage.progress.get(tenant, "p-2") == Progress()
    assert await storage.progress.get(f"{tenant}-b", "p-1") == Progress()


async def test_only_those_who_finished_are_counted(storage: Storage, tenant: str) -> None:
    for person, done in (("p-1", True), ("p-2", False), ("p-3", True)):
        progress = Progress({"welcome": NOW}, NOW if done else None)
        await storage.progress.change(tenant, person, lambda _, progress=progress: progress)  # type: ignore[misc]  # mypy cannot see the default of a lambda
    assert await storage.progress.finishers(tenant) == {"p-1", "p-3"}
    await storage.progress.forget(tenant, "p-1")
    assert await storage.progress.finishers(tenant) == {"p-3"}


async def test_of_two_changes_that_take_the_same_second_term_one_is_made_and_the_other_looks_again(
    storage: Storage, tenant: str
) -> None:
    for person in ("p-1", "p-2"):
        await put(storage, a_term(tenant, person))

    def taken(left: Term | None, held: Term | None) -> tuple[Term, Term]:
        assert left is not None
        if held is not None:
            raise Declined(Why.ALREADY_AMBASSADOR)
        return left.ended(Ending.HANDED_OVER, NOW), a_term(tenant, "p-3")

    changes = (storage.terms.succeed(tenant, COHORT, (person, "p-3"), taken) for person in ("p-1", "p-2"))
    outcomes = await asyncio.gather(*changes, return_exceptions=True)
    assert [each.why for each in outcomes if isinstance(each, Declined)] == [Why.ALREADY_AMBASSADOR]
    assert sum(isinstance(each, tuple) for each in outcomes) == 1
    left = [await storage.terms.get(tenant, COHORT, person) for person in ("p-1", "p-2")]
    assert sorted(each.state for each in left if each) == [TermState.ENDED, TermState.OFFERED]
    assert await storage.terms.get(tenant, COHORT, "p-3") == a_term(tenant, "p-3")


async def test_two_terms_that_nothing_changes_are_not_written(storage: Storage, tenant: str) -> None:
    one, other = [await put(storage, a_term(tenant, person)) for person in ("p-1", "p-2")]

    def same(left: Term | None, held: Term | None) -> tuple[Term, Term]:
        assert left is not None
        assert held is not None
        return left, held

    after = await storage.terms.succeed(tenant, COHORT, ("p-1", "p-2"), same)
    assert [each.etag for each in after] == [one.etag, other.etag]
    found = await storage.terms.get(tenant, COHORT, "p-1")
    assert found is not None
    assert found.etag == one.etag
