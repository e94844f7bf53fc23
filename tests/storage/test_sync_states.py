import asyncio
from dataclasses import replace

import pytest

from passeur.directory.sync_state import SyncState
from passeur.people import Person
from passeur.storage.bundle import Storage
from tests.storage.samples import NOW

LINK = "https://graph.microsoft.com/v1.0/users/delta?$deltatoken=" + "aB-_" * 500


async def test_a_tenant_that_was_never_read_begins_at_the_start(storage: Storage, tenant: str) -> None:
    assert await storage.syncs.get(tenant) == SyncState(tenant)


@pytest.mark.parametrize(
    "state",
    [
        SyncState("", LINK, synced_at=NOW),
        SyncState("", busy_until=NOW, waits_until=NOW, is_asked=True),
        SyncState("", LINK, NOW, NOW, NOW, is_asked=True),
    ],
)
async def test_a_state_comes_back_as_it_was_left(storage: Storage, tenant: str, state: SyncState) -> None:
    wanted = replace(state, tenant_id=tenant)
    assert await storage.syncs.change(tenant, lambda _: wanted) == (SyncState(tenant), wanted)
    assert await storage.syncs.get(tenant) == wanted
    assert await storage.syncs.change(tenant, lambda _: SyncState(tenant)) == (wanted, SyncState(tenant))
    assert await storage.syncs.get(tenant) == SyncState(tenant)
    assert await storage.syncs.get(f"{tenant}-2") == SyncState(f"{tenant}-2")


async def test_of_five_who_claim_a_round_at_once_one_makes_it(storage: Storage, tenant: str) -> None:
    claims = await asyncio.gather(*(storage.syncs.change(tenant, lambda state: state.claimed(NOW)) for _ in range(5)))
    assert [before.is_busy(NOW) for before, _ in claims].count(False) == 1


async def test_nobody_meets_the_state_among_people(storage: Storage, tenant: str) -> None:
    await storage.people.put(Person(tenant, "person-1", "Anne Martin"))
    await storage.syncs.change(tenant, lambda state: state.claimed(NOW))
    found = [person.id async for page in storage.people.pages(tenant) for person in page]
    assert found == ["person-1"]
