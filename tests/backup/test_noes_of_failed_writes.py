"""What somebody tried to say no to, and did not, is no no: a restore says nothing again that was never so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from passeur.ambassadors.candidates import CandidateState
from passeur.errors import Outdated, ShareGone, StorageUnavailable
from passeur.people import Person, Role
from passeur.privacy.noes import No, NoTo
from passeur.privacy.objection import object_to_it, take_objection_back
from passeur.storage.candidates_table import CandidatesTable
from passeur.storage.noes_table import NoesTable, all_noes
from passeur.storage.people_table import PeopleTable
from passeur.storage.table import Change, Conflict, Delete, Table
from tests.backup.noes_said import SHARE, SOMEBODY, objects, person_in, shared, withdraws
from tests.backup.stores import NIGHT, TENANT, World
from tests.storage.test_candidates import COHORT, a_candidate


@dataclass
class _Failing:
    """A table that fails, as often as asked, at what is no note of a no."""

    table: Table
    error: type[Exception]
    times: int = 1
    takes_back_too: bool = False

    def __getattr__(self, name: str) -> object:
        return getattr(self.table, name)

    async def write(self, *changes: Change) -> Sequence[str]:
        if self.times and any(self._fails(change) for change in changes):
            self.times -= 1
            raise self.error(0)
        return await self.table.write(*changes)

    def _fails(self, change: Change) -> bool:
        if isinstance(change, Delete):
            return self.takes_back_too
        return not self.takes_back_too and "noes" not in change.row


async def kept(world: World) -> dict[str, set[No]]:
    rows = await NoesTable(world.storage.tables["people"]).rows(TENANT)
    return {person: set(said) for person, said in all_noes(rows).people.items()}


async def test_an_objection_that_failed_then_was_said_and_lifted_leaves_nothing(world: World) -> None:
    failing = PeopleTable(_Failing(world.storage.tables["people"], StorageUnavailable))  # type: ignore[arg-type]  # it has what a table has
    with pytest.raises(StorageUnavailable):
        await object_to_it(SOMEBODY, people=failing, now=NIGHT)
    later = NIGHT + timedelta(days=1)
    await object_to_it(SOMEBODY, people=world.storage.people, now=later)
    assert {each.about for each in (await kept(world))["p-1"]} == {later.isoformat()}
    await take_objection_back(await person_in(world.backend), people=world.storage.people)
    assert await kept(world) == {}


async def test_an_objection_whose_second_try_is_declined_is_not_kept(world: World) -> None:
    await world.storage.people.put(SOMEBODY)
    failing = PeopleTable(_Failing(world.storage.tables["people"], Conflict))  # type: ignore[arg-type]  # it has what a table has
    tries: list[Person | None] = []

    def once(before: Person | None) -> Person:
        tries.append(before)
        if len(tries) > 1:
            raise Outdated
        return replace(before or SOMEBODY, objected_at=NIGHT)

    with pytest.raises(Outdated):
        await failing.change(TENANT, "p-1", once)
    assert await kept(world) == {}


async def test_a_no_that_holds_stays_when_another_one_is_settled(world: World) -> None:
    await world.storage.roles.revoke(TENANT, "p-1", Role.DPO)
    await objects(world.backend)
    before = await kept(world)
    await world.storage.people.put(replace(await person_in(world.backend), paused_until=NIGHT))
    assert before["p-1"] < (await kept(world))["p-1"]
    await take_objection_back(await person_in(world.backend), people=world.storage.people)
    assert {each.to for each in (await kept(world))["p-1"]} == {NoTo.MESSAGES, NoTo.ROLE}


async def test_a_withdrawal_that_came_after_an_edit_leaves_the_share(world: World) -> None:
    await shared(world.backend)
    await world.storage.shares.replace(replace(SHARE, version=2, author_name="Chloé"))
    with pytest.raises(Outdated):
        await world.storage.shares.replace(SHARE.withdrawn_by_author())
    rows = await NoesTable(world.storage.tables["people"]).rows(TENANT)
    assert rows == []


async def test_a_withdrawal_of_what_is_gone_is_not_kept(world: World) -> None:
    with pytest.raises(ShareGone):
        await world.storage.shares.replace(SHARE.withdrawn_by_author())
    assert await NoesTable(world.storage.tables["people"]).rows(TENANT) == []


async def test_a_second_withdrawal_that_comes_too_late_leaves_the_first(world: World) -> None:
    await shared(world.backend)
    await withdraws(world.backend)
    with pytest.raises(Outdated):
        await world.storage.shares.replace(replace(SHARE.withdrawn_by_author(), version=7))
    assert len(await NoesTable(world.storage.tables["people"]).rows(TENANT)) == 1


async def test_a_candidacy_that_was_made_again_is_no_no_though_the_first_try_was_cut(world: World) -> None:
    applied = a_candidate(TENANT)
    withdrawn = replace(applied, state=CandidateState.WITHDRAWN)
    candidates = world.storage.candidates
    await candidates.change(TENANT, COHORT, "p-1", lambda _: withdrawn)
    people = _Failing(world.storage.tables["people"], StorageUnavailable, takes_back_too=True)
    cut = CandidatesTable(world.storage.tables["candidates"], NoesTable(people))  # type: ignore[arg-type]  # it has what a table has
    with pytest.raises(StorageUnavailable):
        await cut.change(TENANT, COHORT, "p-1", lambda _: applied)
    assert (await kept(world))["p-1"]
    await candidates.change(TENANT, COHORT, "p-1", lambda before: before or applied)
    assert await kept(world) == {}
