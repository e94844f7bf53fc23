import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from passeur.delivery.outbox import Delivery, DeliveryState, Reason
from passeur.delivery.ports import Overtaken
from passeur.errors import StorageUnavailable
from passeur.storage.bundle import Storage
from tests.fakes.cutting_proxy import DONE_UNHEARD, NOT_DONE, CuttingProxy, Fault, every_write
from tests.storage.breaking import BOUND, each_way, fails_soon
from tests.storage.run_samples import RUN, SHARD, a_run, a_shard
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
FINDS_OUT = (
    "shares.replace",
    "deliveries.move",
    "claims.release",
    "claims.move",
    "roles.revoke",
    "runs.change",
    "teams.replace",
)


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


@pytest.mark.parametrize("broken_write", range(3))
@pytest.mark.parametrize("fault", [Fault.DROP, Fault.CUT, Fault.HALF], ids=lambda fault: fault.name)
async def test_a_plan_is_completed_wherever_it_was_cut_and_changes_nothing_that_was_done(
    *, azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, broken_write: int, fault: Fault
) -> None:
    owed = sorted(a_shard(tenant, 250), key=lambda each: each.id.row)
    tables.fail(fault, every_write, skip=broken_write)
    await fails_soon(broken.runs.plan(owed))
    tables.heal()
    done = await _planned(azure_storage, tenant)
    assert len(done) == 100 * broken_write + (0 if fault is Fault.DROP else min(100, 250 - 100 * broken_write))
    if done:
        await azure_storage.deliveries.move(done[0].skipped(Reason.LEFT))
    await broken.runs.plan([replace(each, subject="another") for each in owed])
    there = await _planned(azure_storage, tenant)
    assert [each.id for each in there] == [each.id for each in owed]
    assert [each.subject for each in there].count("2026-W47") == len(done)
    assert [each.state for each in there].count(DeliveryState.SKIPPED) == bool(done)


async def _planned(storage: Storage, tenant: str) -> list[Delivery]:
    return [each async for page in storage.runs.deliveries(tenant, RUN, SHARD) for each in page]


@pytest.mark.parametrize("fault", [*NOT_DONE, *DONE_UNHEARD], ids=lambda fault: fault.name)
@pytest.mark.parametrize("broken_call", range(4))
async def test_a_slice_whose_answer_is_lost_is_lost_and_never_given_twice(
    *, azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, fault: Fault, broken_call: int
) -> None:
    """Two processes take turns; some request of one of them fails: its first read, its first write, or a later one."""
    starts: list[datetime] = []
    tables.fail(fault, skip=broken_call, times=1)
    for _ in range(4):
        with suppress(StorageUnavailable):
            starts.append(await broken.paces.reserve(tenant, 15, rate=30, now=NOW))
        starts.append(await azure_storage.paces.reserve(tenant, 15, rate=30, now=NOW))
    assert len(starts) >= 7
    assert starts == sorted(set(starts))
    assert all((start - NOW) % timedelta(seconds=0.5) == timedelta() for start in starts)


@pytest.mark.parametrize("fault", [*NOT_DONE, *DONE_UNHEARD], ids=lambda fault: fault.name)
@pytest.mark.parametrize("broken_call", range(4))
async def test_the_windows_of_a_conversation_hold_when_an_answer_is_lost(
    *, azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, fault: Fault, broken_call: int
) -> None:
    sent: list[datetime] = []
    tables.fail(fault, skip=broken_call, times=1)
    for _ in range(5):
        with suppress(StorageUnavailable):
            sent.append(await broken.paces.reserve_in(tenant, "19:channel", NOW))
        sent.append(await azure_storage.paces.reserve_in(tenant, "19:channel", NOW))
    assert len(sent) >= 9
    assert sent.count(NOW) <= 7
    assert all(moment >= NOW + timedelta(seconds=1) for moment in sent[8:])


@pytest.mark.parametrize("fault", DONE_UNHEARD, ids=lambda fault: fault.name)
async def test_a_run_whose_creation_was_not_heard_of_is_found_by_the_next_try(
    azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, fault: Fault
) -> None:
    tables.fail(fault, every_write)
    await fails_soon(broken.runs.create(a_run(tenant, started_by="lead-1")))
    tables.heal()
    assert (await broken.runs.create(a_run(tenant, started_by="lead-2"))).started_by == "lead-1"
    assert [run.started_by for run in await azure_storage.runs.all(tenant)] == ["lead-1"]
