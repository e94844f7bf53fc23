"""A restore never takes back a no: what people objected to, paused, declined or withdrew after the backup holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from infra.backup.noes import told_of_noes
from passeur.delivery.pause import accept, resume
from passeur.errors import StorageUnavailable
from passeur.people import Topic
from passeur.privacy.objection import object_to_it, take_objection_back
from passeur.storage.backup_manifest import BackupRefused
from passeur.storage.kept_noes import noes_blob
from passeur.storage.memory import open_memory_storage
from passeur.storage.nightly_backup import Backups, back_up
from passeur.storage.people_table import PeopleTable
from passeur.storage.schema import StoreRefused, check_store
from passeur.storage.table import Change, Delete, Table
from tests.backup.noes_said import (
    CASES,
    SOMEBODY,
    Case,
    declines,
    is_taken_away,
    known,
    leads,
    leads_no_more,
    objected,
    objects,
    pauses,
    person_in,
    shared,
    withdrawn,
    withdraws,
)
from tests.backup.stores import KEYS, NIGHT, TENANT, World, contents, erased
from tests.storage.samples import AUTHOR


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_a_restore_never_takes_back_a_no(world: World, case: Case) -> None:
    await case.before(world.backend)
    manifest = await world.backed_up()
    await case.no(world.backend)
    await world.kept_beside()
    for _ in range(2):  # what was restored is backed up, lost and restored in its turn
        elsewhere = open_memory_storage()
        done = await world.restored(manifest.id, elsewhere)
        assert world.into is not None
        assert await case.holds(world.into)
        assert done.noes >= 1
        world.storage = elsewhere
        await world.kept_beside()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_a_no_that_the_backup_knows_is_said_again_and_changes_nothing(world: World, case: Case) -> None:
    await case.before(world.backend)
    await case.no(world.backend)
    await world.kept_beside()
    manifest = await world.backed_up()
    before = await contents(world.storage)
    elsewhere = open_memory_storage()
    done = await world.restored(manifest.id, elsewhere)
    assert done.noes == 0
    assert (await contents(elsewhere)).keys() == before.keys()


async def test_what_was_taken_back_before_the_list_was_kept_is_no_no(world: World) -> None:
    await known(world.backend)
    manifest = await world.backed_up()
    for step in (objects, pauses, declines):
        await step(world.backend)
    await take_objection_back(SOMEBODY, people=world.storage.people)
    await resume(SOMEBODY, people=world.storage.people)
    await accept(SOMEBODY, Topic.BRIEF, people=world.storage.people)
    await world.kept_beside()
    elsewhere = open_memory_storage()
    assert (await world.restored(manifest.id, elsewhere)).noes == 0
    assert world.into is not None
    assert await person_in(world.into) == SOMEBODY


async def test_a_role_that_was_given_again_is_kept_as_the_backup_has_it(world: World) -> None:
    await leads(world.backend)
    manifest = await world.backed_up()
    await is_taken_away(world.backend)
    await leads(world.backend)
    await world.kept_beside()
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert world.into is not None
    assert not await leads_no_more(world.into)


async def test_the_longest_pause_and_the_first_day_of_an_objection_hold(world: World) -> None:
    earlier, later = NIGHT - timedelta(days=9), NIGHT + timedelta(days=90)
    await world.storage.people.put(replace(SOMEBODY, objected_at=earlier, paused_until=later))
    manifest = await world.backed_up()
    await world.storage.people.put(replace(SOMEBODY, objected_at=NIGHT, paused_until=NIGHT))
    await world.kept_beside()
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert world.into is not None
    person = await person_in(world.into)
    assert (person.objected_at, person.paused_until) == (earlier, later)


async def test_a_restore_that_was_cut_after_a_no_was_said_again_goes_on(world: World) -> None:
    """A no of somebody whom the backup does not have is one more row: the counts are not held against it."""
    await shared(world.backend)
    manifest = await world.backed_up()
    await objects(world.backend)
    await world.kept_beside()
    elsewhere = open_memory_storage()
    whole = world._say_no_again

    async def cut(noes: object) -> int:
        await whole(noes)  # type: ignore[arg-type]  # as it is given
        raise KeyboardInterrupt

    world._say_no_again = cut  # type: ignore[method-assign]  # killed just after
    with pytest.raises(KeyboardInterrupt):
        await world.restored(manifest.id, elsewhere)
    with pytest.raises(StoreRefused):
        await check_store(TENANT, elsewhere.tables)
    world._say_no_again = whole  # type: ignore[method-assign]  # as before
    await world.restored(manifest.id, elsewhere)
    assert world.into is not None
    assert await objected(world.into)
    await check_store(TENANT, elsewhere.tables)


async def test_somebody_erased_since_is_not_brought_back_by_their_own_no(world: World) -> None:
    await shared(world.backend)
    await world.storage.people.put(replace(SOMEBODY, id="p-2"))
    manifest = await world.backed_up()
    await objects(world.backend)
    await world.kept_beside()
    await world.storage.erasures.mark(erased("p-1"), NIGHT)
    await world.storage.erasures.leave(TENANT, [erased("p-1")])
    await world.kept_beside()
    assert b"p-1" not in world.blobs.blobs[noes_blob(TENANT)]
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert await elsewhere.people.get(TENANT, "p-1") is None


async def test_shares_that_were_withdrawn_with_an_erasure_stay_withdrawn(world: World) -> None:
    await shared(world.backend)
    manifest = await world.backed_up()
    await withdraws(world.backend)
    await world.storage.erasures.mark(erased(AUTHOR), NIGHT)
    await world.storage.erasures.leave(TENANT, [erased(AUTHOR)])
    await world.kept_beside()
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert world.into is not None
    assert await withdrawn(world.into)


async def test_what_nobody_can_know_is_told_to_whoever_restores(world: World) -> None:
    await known(world.backend)
    manifest = await world.backed_up()
    lost = await world.restored(manifest.id, open_memory_storage())
    (told,) = told_of_noes(lost)
    assert "UNDONE: beside the backups nothing keeps" in told
    assert "objections, pauses, topics declined, shares withdrawn" in told
    assert f"{manifest.began_at:%Y-%m-%d %H:%M:%S} UTC" in told
    await world.kept_beside()
    begun_later = list(told_of_noes(await world.restored(manifest.id, open_memory_storage())))
    assert len(begun_later) == 3
    assert "may be UNDONE" in begun_later[1]
    later = await world.backed_up()
    whole = list(told_of_noes(await world.restored(later.id, open_memory_storage())))
    assert not any("UNDONE" in line for line in whole)
    assert f"known until {later.began_at:%Y-%m-%d %H:%M:%S} UTC" in whole[-1]


async def test_a_list_that_somebody_changed_stops_a_restore_before_the_store_is_served(world: World) -> None:
    await objects(world.backend)
    await world.kept_beside()
    manifest = await world.backed_up()
    blob = noes_blob(TENANT)
    world.blobs.blobs[blob] = world.blobs.blobs[blob].replace(b"profiling", b"profilinG")
    elsewhere = open_memory_storage()
    with pytest.raises(BackupRefused, match=r"\(noes.json\) cannot be trusted"):
        await world.restored(manifest.id, elsewhere)
    with pytest.raises(StoreRefused):
        await check_store(TENANT, elsewhere.tables)


async def test_the_list_is_written_when_something_changed_and_dated_every_hour(world: World) -> None:
    await world.kept_beside()
    blob = noes_blob(TENANT)
    first = world.blobs.blobs[blob]
    await world.kept_beside()
    assert world.blobs.blobs[blob] is first
    world.clock.now += timedelta(hours=1)
    await world.kept_beside()
    second = world.blobs.blobs[blob]
    assert second is not first
    await pauses(world.backend)
    await world.kept_beside()
    third = world.blobs.blobs[blob]
    assert third is not second
    # Whoever makes a backup before they restore an older one is told of no hour that nobody can know.
    backups = Backups(world.blobs, KEYS, timedelta(days=30))
    await back_up(TENANT, world.storage.tables, backups, clock=world.clock)
    assert world.blobs.blobs[blob] is not third


@dataclass
class _Cut:
    """A table whose process dies at whatever it writes, but for what is noted of a no."""

    table: Table

    def __getattr__(self, name: str) -> object:
        return getattr(self.table, name)

    async def write(self, *changes: Change) -> Sequence[str]:
        if all(not isinstance(change, Delete) and "noes" in change.row for change in changes):
            return await self.table.write(*changes)
        raise StorageUnavailable("killed")


async def test_a_no_is_noted_before_it_is_made(world: World) -> None:
    """Whatever is cut between the two, a restore knows of it; said again, it is made."""
    people = PeopleTable(_Cut(world.storage.tables["people"]))  # type: ignore[arg-type]  # it has what a table has
    with pytest.raises(StorageUnavailable):
        await object_to_it(SOMEBODY, people=people, now=NIGHT)
    assert await world.storage.people.get(TENANT, "p-1") is None
    (row,) = await people.noes.rows(TENANT)
    assert row["noes"].startswith("profiling 2026-11-25")
