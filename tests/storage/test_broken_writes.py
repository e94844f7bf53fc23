import asyncio
from contextlib import suppress

import pytest

from passeur.delivery.ports import Overtaken
from passeur.errors import StorageUnavailable
from passeur.storage.bundle import Storage
from tests.fakes.cutting_proxy import DONE_UNHEARD, NOT_DONE, CuttingProxy, Fault, every_write
from tests.storage.breaking import BOUND, each_way, fails_soon
from tests.storage.samples import NOW, WEEK, a_post, a_recap, a_share, channel_posts
from tests.storage.writes import WRITES, contents

pytestmark = pytest.mark.azurite


@pytest.mark.parametrize(("names", "fault"), each_way(NOT_DONE, WRITES))
async def test_a_write_that_was_not_done_leaves_nothing_and_can_be_made_again(
    *, azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, names: list[str], fault: Fault
) -> None:
    before = {}
    for name in names:
        await WRITES[name].before(azure_storage, f"{tenant}.{name}")
        before[name] = await contents(azure_storage, f"{tenant}.{name}")
    tables.fail(fault, every_write)
    await asyncio.gather(*(fails_soon(WRITES[name].call(broken, f"{tenant}.{name}")) for name in names))
    tables.heal()
    for name in names:
        assert await contents(azure_storage, f"{tenant}.{name}") == before[name]
        await WRITES[name].call(broken, f"{tenant}.{name}")
        after = await contents(azure_storage, f"{tenant}.{name}")
        assert after != before[name]
        await WRITES[name].call(broken, f"{tenant}.{name}")
        assert await contents(azure_storage, f"{tenant}.{name}") == after


# Whoever reads again after a lost answer may find out that the write was done.
FINDS_OUT = ("shares.replace", "deliveries.move", "claims.release", "claims.move", "roles.revoke")


async def _is_lost(name: str, storage: Storage, tenant: str) -> None:
    if name not in FINDS_OUT:
        await fails_soon(WRITES[name].call(storage, tenant))
        return
    async with asyncio.timeout(BOUND):
        with suppress(StorageUnavailable):
            await WRITES[name].call(storage, tenant)


@pytest.mark.parametrize(("names", "fault"), each_way(DONE_UNHEARD, WRITES))
async def test_a_write_whose_answer_is_lost_is_met_by_its_retry(
    *, azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, names: list[str], fault: Fault
) -> None:
    for name in names:
        await WRITES[name].before(azure_storage, f"{tenant}.{name}")
    tables.fail(fault, every_write)
    await asyncio.gather(*(_is_lost(name, broken, f"{tenant}.{name}") for name in names))
    tables.heal()
    for name in names:
        await WRITES[name].call(broken, f"{tenant}.{name}")
        after = await contents(azure_storage, f"{tenant}.{name}")
        await WRITES[name].call(azure_storage, f"{tenant}.{name}")
        assert await contents(azure_storage, f"{tenant}.{name}") == after


@pytest.mark.parametrize("fault", DONE_UNHEARD, ids=lambda fault: fault.name)
async def test_a_worker_whose_answer_was_lost_knows_that_it_took_the_delivery(
    azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, fault: Fault
) -> None:
    share = a_share(tenant)
    await azure_storage.shares.add(share, a_post(share))
    owed = await azure_storage.deliveries.get(a_post(share).id)
    assert owed is not None
    tables.fail(fault, every_write)
    taken = await broken.deliveries.move(owed.taken(NOW))
    tables.heal()
    with pytest.raises(Overtaken):
        await broken.deliveries.move(owed.taken(NOW))
    assert (await broken.deliveries.move(taken.sent("activity-1"))).attempts == 1


@pytest.mark.parametrize("broken_write", range(5))
@pytest.mark.parametrize("fault", [Fault.DROP, Fault.CUT], ids=lambda fault: fault.name)
async def test_a_recap_of_many_channels_is_completed_wherever_it_was_cut(
    *, azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, broken_write: int, fault: Fault
) -> None:
    posts = channel_posts(tenant, 250)
    tables.fail(fault, every_write, skip=broken_write)
    await fails_soon(broken.recaps.decide(a_recap(tenant), posts))
    tables.heal()
    decided = await broken.recaps.decide(a_recap(tenant, considered=99), posts)
    if not decided.planned:
        decided = await broken.recaps.plan(decided, posts)
    assert decided.planned
    assert await azure_storage.recaps.get(tenant, WEEK) == decided
    there = [each.id async for each in azure_storage.deliveries.unfinished(tenant, WEEK)]
    assert sorted(map(str, there)) == sorted(str(post.id) for post in posts)
