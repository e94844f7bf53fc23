"""Whose word ended a term: a restore says again what its person said, and nothing that nobody said."""

from dataclasses import replace
from functools import partial

import pytest

from passeur.ambassadors.champions import read_champions, step_down
from passeur.ambassadors.close_cohort import close_cohort
from passeur.ambassadors.cohorts import CohortState
from passeur.ambassadors.end_term import leave_term, withdraw_signature
from passeur.ambassadors.terms import CHAMPIONS, Ending, Term, TermState
from passeur.backend import Backend
from passeur.privacy.noes import No, NoTo
from passeur.storage.memory import open_memory_storage
from passeur.storage.noes_table import all_noes
from tests.backup.noes_said import SOMEBODY, changes_term, in_office, selected, term_in
from tests.backup.stores import NIGHT, TENANT, World
from tests.passeur.ambassadors.erasing import ANNA, CHAT, plant
from tests.passeur.privacy.mortal import erase, open_mortal
from tests.storage.test_candidates import COHORT
from tests.storage.test_cohorts import a_cohort

EACH_WISH = pytest.mark.parametrize("wish", CHAMPIONS)


async def _running(backend: Backend) -> None:
    await backend.people.put(SOMEBODY)
    await backend.cohorts.create(replace(a_cohort(TENANT), state=CohortState.RUNNING))


async def _closes(backend: Backend) -> None:
    await close_cohort(COHORT, backend, by="lead", now=NIGHT)


def _agreed(term: Term, wish: Ending) -> Term:
    return term.wishing(wish).answered(wish, NIGHT, agreed=True)


async def _wishes(backend: Backend, wish: Ending) -> None:
    await _running(backend)
    await in_office(backend)
    await changes_term(backend, partial(_agreed, wish=wish))


async def _named(backend: Backend) -> list[str]:
    return [each.person_id for each in await read_champions(backend)]


async def _noes(world: World) -> set[No]:
    found = all_noes(await world.storage.people.noes.rows(TENANT)).people  # type: ignore[attr-defined]  # in memory
    return {no for noes in found.values() for no in noes if no.to is not NoTo.RECOGNITION}


@EACH_WISH
async def test_who_stepped_down_is_not_named_again_by_a_restore(world: World, wish: Ending) -> None:
    await _wishes(world.backend, wish)
    await _closes(world.backend)
    manifest = await world.backed_up()
    await step_down(SOMEBODY.id, world.backend)
    await world.kept_beside()
    assert await _named(world.backend) == []
    done = await world.restored(manifest.id, open_memory_storage())
    assert done.noes == 1
    assert world.into is not None
    assert await _named(world.into) == []


@EACH_WISH
async def test_who_stepped_down_stays_in_office_where_the_backup_has_them_so_and_is_not_named_later(
    world: World, wish: Ending
) -> None:
    await _wishes(world.backend, wish)
    manifest = await world.backed_up()
    await _closes(world.backend)
    await step_down(SOMEBODY.id, world.backend)
    await world.kept_beside()
    done = await world.restored(manifest.id, open_memory_storage())
    assert done.noes == 1
    assert world.into is not None
    term = await term_in(world.into)
    assert (term.state, term.wish, term.agreed) == (TermState.ACTIVE, None, None)
    await _closes(world.into)
    assert await _named(world.into) == []


async def test_who_wishes_for_it_anew_after_a_restore_took_their_no_back(world: World) -> None:
    await _wishes(world.backend, Ending.CHAMPION)
    manifest = await world.backed_up()
    await _closes(world.backend)
    await step_down(SOMEBODY.id, world.backend)
    await world.kept_beside()
    world.storage = open_memory_storage()
    await world.restored(manifest.id, world.storage)
    assert await _noes(world) == {No(NoTo.CHAMPION, COHORT)}
    await changes_term(world.backend, partial(_agreed, wish=Ending.CHAMPION))
    await _closes(world.backend)
    assert await _noes(world) == set()
    assert await _named(world.backend) == [SOMEBODY.id]


@pytest.mark.parametrize("wish", [None, Ending.THANKED])
async def test_a_cohort_that_was_closed_by_mistake_is_in_office_again(world: World, wish: Ending | None) -> None:
    """Also who would like to go at the end: that is not to go now."""
    await _running(world.backend)
    await in_office(world.backend)
    if wish is not None:
        await changes_term(world.backend, partial(Term.wishing, wish=wish))
    manifest = await world.backed_up()
    await _closes(world.backend)
    assert (await term_in(world.backend)).ending is Ending.THANKED
    await world.kept_beside()
    done = await world.restored(manifest.id, open_memory_storage())
    assert done.noes == 0
    assert world.into is not None
    assert (await term_in(world.into)).state is TermState.ACTIVE


async def test_a_place_that_was_offered_until_a_cohort_was_closed_by_mistake_is_offered_again(world: World) -> None:
    await _running(world.backend)
    await selected(world.backend)
    manifest = await world.backed_up()
    await _closes(world.backend)
    assert (await term_in(world.backend)).ending is Ending.DECLINED
    await world.kept_beside()
    done = await world.restored(manifest.id, open_memory_storage())
    assert done.noes == 0
    assert world.into is not None
    assert (await term_in(world.into)).state is TermState.OFFERED


async def test_who_left_or_gave_their_place_back_said_so(world: World) -> None:
    await _running(world.backend)
    await in_office(world.backend)
    await leave_term(SOMEBODY.id, COHORT, world.backend, now=NIGHT)
    assert await _noes(world) == {No(NoTo.TERM, COHORT)}
    other = World()
    await _running(other.backend)
    await selected(other.backend)
    await withdraw_signature(SOMEBODY.id, COHORT, other.backend, now=NIGHT)
    assert await _noes(other) == {No(NoTo.PLACE, COHORT)}


async def test_an_erasure_says_no_to_nothing() -> None:
    mortal = open_mortal()
    backend = mortal.backend
    await plant(mortal.storage, backend.organisation.tenant_id)
    before = {row["RowKey"] for _, row in mortal.mentions("|~noes")}
    await erase(ANNA, backend, CHAT)
    stand_ins = {row["RowKey"] for _, row in mortal.mentions("|~noes")} - before
    assert stand_ins == set()
