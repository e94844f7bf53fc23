"""The lease that lets one import of people happen at a time."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from passeur.directory.entries import Source
from passeur.directory.import_lease import LONGEST_IMPORT, ImportLease
from passeur.people import Person
from passeur.storage.bundle import Storage
from tests.storage.counting import CountingTransport
from tests.storage.samples import NOW


def lease(tenant: str, door: Source = Source.FILE, now: datetime = NOW) -> ImportLease:
    return ImportLease.of(tenant, door, now)


async def test_of_five_imports_at_once_one_takes_the_lease_and_the_others_are_told_whose_it_is(
    storage: Storage, tenant: str
) -> None:
    wanted = [lease(tenant, door) for door in (Source.FILE, Source.GRAPH, Source.FILE, Source.GRAPH, Source.FILE)]
    told = await asyncio.gather(*(storage.imports.take(each) for each in wanted))
    (holder,) = {each.holder for each in told}
    assert [each.holder == holder for each in wanted].count(True) == 1
    assert told[0] in wanted


async def test_a_lease_that_was_given_back_is_free_at_once(storage: Storage, tenant: str) -> None:
    taken = await storage.imports.take(lease(tenant))
    await storage.imports.release(taken)
    await storage.imports.release(taken)
    wanted = lease(tenant, Source.GRAPH)
    assert await storage.imports.take(wanted) == wanted


async def test_a_lease_of_a_dead_process_ends_by_itself_and_its_ghost_gives_nothing_back(
    storage: Storage, tenant: str
) -> None:
    dead = await storage.imports.take(lease(tenant))
    too_early = lease(tenant, now=NOW + LONGEST_IMPORT - timedelta(seconds=1))
    assert await storage.imports.take(too_early) == dead
    wanted = [lease(tenant, Source.GRAPH, NOW + LONGEST_IMPORT) for _ in range(3)]
    (holder,) = {each.holder for each in await asyncio.gather(*(storage.imports.take(each) for each in wanted))}
    await storage.imports.release(dead)
    assert (await storage.imports.take(lease(tenant, now=NOW + LONGEST_IMPORT))).holder == holder


async def test_whoever_did_not_hear_that_they_have_it_is_not_kept_out_by_themselves(
    storage: Storage, tenant: str
) -> None:
    wanted = lease(tenant)
    first = await storage.imports.take(wanted)
    again = await storage.imports.take(wanted)
    assert again == wanted
    assert again.etag == first.etag


async def test_tenants_do_not_meet_and_nobody_meets_a_lease_among_people(storage: Storage, tenant: str) -> None:
    await storage.people.put(Person(tenant, "person-1", "Anne Martin"))
    await storage.imports.take(lease(tenant))
    other = lease(f"{tenant}-b")
    assert await storage.imports.take(other) == other
    assert [person.id async for page in storage.people.pages(tenant) for person in page] == ["person-1"]


async def test_a_lease_and_the_state_of_the_directory_are_apart(storage: Storage, tenant: str) -> None:
    taken = await storage.imports.take(lease(tenant))
    await storage.syncs.change(tenant, lambda state: replace(state, is_asked=True))
    await storage.imports.release(taken)
    assert (await storage.syncs.get(tenant)).is_asked


@pytest.mark.azurite
async def test_a_lease_is_three_requests(azure_storage: Storage, tenant: str, transport: CountingTransport) -> None:
    with transport.counted() as sent:
        await azure_storage.imports.release(await azure_storage.imports.take(lease(tenant)))
    assert len(sent) == 3
