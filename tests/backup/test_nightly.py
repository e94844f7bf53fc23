"""What the timers do: a backup every night, and, in between, the list of those who asked to be forgotten."""

from datetime import timedelta

import pytest

from passeur.people import Person
from passeur.privacy.noes import NoTo
from passeur.privacy.objection import object_to_it, take_objection_back
from passeur.storage.blobs import MemoryBlobs
from passeur.storage.kept_marks import bring_marks_back, marks_blob
from passeur.storage.kept_noes import noes_blob, read_noes
from passeur.storage.memory import open_memory_storage
from passeur.storage.read_backup import backups_of, verify_backup
from passeur.storage.schema import StoreMark, StoreRefused, write_mark
from tests.backup.stores import NIGHT, erased
from tests.scenarios.house import ENVIRONMENT, TENANT, Tick, open_house

KEYS = (ENVIRONMENT["PASSEUR_CARD_KEYS"],)


async def test_a_backup_is_made_every_night_and_kept_for_its_days() -> None:
    blobs = MemoryBlobs()
    async with open_house(open_memory_storage(), blobs=blobs, settings_too={"PASSEUR_BACKUP_DAYS": "3"}) as house:
        for _ in range(6):
            await house.run("back_up", Tick())
            house.clock.now += timedelta(days=1)
    found = await backups_of(TENANT, blobs)
    assert [each.whole for each in found] == [True] * 4
    assert (await verify_backup(found[-1].id, TENANT, blobs, KEYS)).tenant_id == TENANT


async def test_who_asked_to_be_forgotten_is_kept_beside_the_backups_within_minutes() -> None:
    blobs = MemoryBlobs()
    async with open_house(open_memory_storage(), blobs=blobs) as house:
        await house.run("keep_erasure_marks", Tick())
        assert set(blobs.blobs) == {noes_blob(TENANT)}
        await house.storage.erasures.mark(erased("an-id-of-somebody"), NIGHT)
        await house.run("keep_erasure_marks", Tick())
        first = blobs.blobs[marks_blob(TENANT)]
        assert b"an-id-of-somebody" not in first
        await house.run("keep_erasure_marks", Tick())
        assert blobs.blobs[marks_blob(TENANT)] is first
    elsewhere = open_memory_storage()
    assert await bring_marks_back(TENANT, elsewhere.tables["erasures"], blobs, KEYS) == 2
    assert (await elsewhere.erasures.gone(TENANT))("an-id-of-somebody")
    assert await bring_marks_back(TENANT, elsewhere.tables["erasures"], blobs, KEYS) == 0


async def test_what_somebody_said_no_to_is_kept_beside_the_backups_within_minutes() -> None:
    blobs, somebody = MemoryBlobs(), Person(TENANT, "an-id-of-somebody", "Chloé Lefèvre")
    async with open_house(open_memory_storage(), blobs=blobs) as house:
        await house.run("keep_erasure_marks", Tick())
        await object_to_it(somebody, people=house.storage.people, now=NIGHT)
        await house.run("keep_erasure_marks", Tick())
        kept = await read_noes(TENANT, blobs, KEYS)
        assert kept is not None
        assert {person: {no.to for no in said} for person, said in kept.noes.people.items()} == {
            somebody.id: {NoTo.PROFILING}
        }
        assert "Lefèvre".encode() not in blobs.blobs[noes_blob(TENANT)]
        await take_objection_back(somebody, people=house.storage.people)
        await house.run("keep_erasure_marks", Tick())
        assert somebody.id.encode() not in blobs.blobs[noes_blob(TENANT)]


async def test_what_a_restore_has_brought_back_so_far_never_replaces_the_kept_marks() -> None:
    """The functions that run on while somebody restores would keep the marks of the backup, which are older."""
    blobs = MemoryBlobs()
    async with open_house(open_memory_storage(), blobs=blobs) as house:
        await house.storage.erasures.mark(erased("an-id-of-somebody"), NIGHT)
        await house.run("keep_erasure_marks", Tick())
        kept = blobs.blobs[marks_blob(TENANT)]
        await write_mark(TENANT, house.storage.tables, StoreMark(restoring="20261125T021000Z", table="erasures"))
        await house.storage.erasures.mark(erased("somebody-of-the-backup"), NIGHT)
        for job in ("keep_erasure_marks", "back_up"):
            with pytest.raises(StoreRefused, match="restore"):
                await house.run(job, Tick())
    assert blobs.blobs[marks_blob(TENANT)] == kept
    assert set(blobs.blobs) == {marks_blob(TENANT), noes_blob(TENANT)}
