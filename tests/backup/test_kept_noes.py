"""The list of noes is for an accident of the tables: it is not lost with them."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import pytest_asyncio

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.people import Person
from passeur.privacy.objection import object_to_it, take_objection_back
from passeur.storage.blobs import MemoryBlobs
from passeur.storage.kept_noes import KeptNoes, noes_blob, noes_copy, read_noes
from passeur.storage.make_backup import EVERYTHING
from passeur.storage.memory import open_memory_storage
from passeur.storage.nightly_backup import Backups, back_up
from passeur.storage.table import Delete
from tests.backup.stores import KEYS, NIGHT, TENANT, World, erased
from tests.storage.test_candidates import COHORT, a_candidate

MANY = [f"p-{number:02}" for number in range(40)]


def named(person_id: str) -> Person:
    return Person(TENANT, person_id, "Chloé Lefèvre")


@pytest_asyncio.fixture
async def kept(world: World) -> World:
    for person_id in MANY:
        await object_to_it(named(person_id), people=world.storage.people, now=NIGHT)
    await world.kept_beside()
    return world


async def the_list(world: World) -> KeptNoes:
    kept = await read_noes(TENANT, world.blobs, KEYS)
    assert kept is not None
    return kept


async def lose(world: World, is_lost: Callable[[str, str], bool]) -> None:
    people = world.storage.tables["people"]
    async for page in people.pages(EVERYTHING):
        for row in page:
            if is_lost(row["PartitionKey"], row["RowKey"]):
                await people.write(Delete(row["PartitionKey"], row["RowKey"]))


async def test_a_lost_table_does_not_take_the_list_with_it(kept: World, caplog: pytest.LogCaptureFixture) -> None:
    manifest = await kept.backed_up()
    before = kept.blobs.blobs[noes_blob(TENANT)]
    await lose(kept, lambda *_: True)
    kept.clock.now += timedelta(hours=2)
    with caplog.at_level(logging.ERROR):
        await kept.kept_beside()
        await back_up(TENANT, kept.storage.tables, Backups(kept.blobs, KEYS, timedelta(days=30)), clock=kept.clock)
    assert kept.blobs.blobs[noes_blob(TENANT)] == before
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2
    assert all(each.startswith("40 of 40 people and shares") and "(40 rows, now 0)" in each for each in told)
    elsewhere = open_memory_storage()
    await kept.restored(manifest.id, elsewhere)
    assert await elsewhere.people.objecting(TENANT) == set(MANY)


async def test_a_table_that_was_made_anew_and_filled_by_the_directory_does_not_either(kept: World) -> None:
    await lose(kept, lambda *_: True)
    for person_id in MANY:
        await kept.storage.people.put(named(person_id))
    await kept.kept_beside()
    assert len((await the_list(kept)).rows) == 40


@pytest.mark.parametrize(("lost", "written"), [(20, True), (21, False)])
async def test_more_than_half_of_many_noes_are_not_lost_at_once(kept: World, *, lost: int, written: bool) -> None:
    await lose(kept, lambda partition, key: partition.endswith("~noes") and key in MANY[:lost])
    await kept.kept_beside()
    assert len((await the_list(kept)).rows) == (40 - lost if written else 40)


async def test_the_only_no_of_a_table_that_is_empty_now_stays(world: World) -> None:
    await object_to_it(named("p-1"), people=world.storage.people, now=NIGHT)
    await world.kept_beside()
    await lose(world, lambda *_: True)
    await world.kept_beside()
    assert len((await the_list(world)).rows) == 1


async def test_the_only_no_is_taken_back(world: World) -> None:
    await object_to_it(named("p-1"), people=world.storage.people, now=NIGHT)
    await world.kept_beside()
    await take_objection_back(named("p-1"), people=world.storage.people)
    await world.kept_beside()
    assert (await the_list(world)).rows == []


async def test_a_few_who_are_erased_leave_the_list_and_the_old_one_goes_with_the_old_backups(kept: World) -> None:
    old = await the_list(kept)
    for person_id in MANY[:3]:
        await kept.storage.erasures.leave(TENANT, [erased(person_id)])
    await kept.kept_beside()
    assert {row["RowKey"] for row in (await the_list(kept)).rows} == set(MANY[3:])
    copy = noes_copy(TENANT, old.known_at)
    elsewhere = MemoryBlobs({noes_blob(TENANT): kept.blobs.blobs[copy]})
    assert await read_noes(TENANT, elsewhere, KEYS) == old
    backups = Backups(kept.blobs, KEYS, timedelta(days=30))
    for days, stays in ((29, True), (2, False)):
        kept.clock.now += timedelta(days=days)
        await back_up(TENANT, kept.storage.tables, backups, clock=kept.clock)
        assert (copy in kept.blobs.blobs) is stays
    assert noes_blob(TENANT) in kept.blobs.blobs


async def test_a_list_that_only_grows_leaves_no_copy(kept: World) -> None:
    await object_to_it(named("q-1"), people=kept.storage.people, now=NIGHT)
    await kept.kept_beside()
    assert len((await the_list(kept)).rows) == 41
    assert list(kept.blobs.blobs) == [noes_blob(TENANT)]


async def test_what_retention_takes_back_of_a_cohort_is_no_accident(world: World) -> None:
    candidates = world.storage.candidates
    for person_id in MANY:
        withdrawn = replace(a_candidate(TENANT, person_id), state=CandidateState.WITHDRAWN)
        await candidates.change(TENANT, COHORT, person_id, partial(_now, withdrawn))
    await object_to_it(named("p-1"), people=world.storage.people, now=NIGHT)
    await world.kept_beside()
    await lose(world, lambda partition, key: partition.endswith("~noes") and key in MANY)
    await world.kept_beside()
    assert [row["RowKey"] for row in (await the_list(world)).rows] == ["p-1"]


def _now(candidate: Candidate, _: Candidate | None) -> Candidate:
    return candidate
