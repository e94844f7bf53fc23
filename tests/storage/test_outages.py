import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any

import pytest
import pytest_asyncio
from _pytest.mark import ParameterSet
from azure.data.tables.aio import TableClient
from azure.storage.queue.aio import QueueClient

from passeur.delivery.ports import Overtaken
from passeur.errors import StorageUnavailable
from passeur.people import Role
from passeur.settings import StorageSettings
from passeur.storage.azure_table import AzureTable
from passeur.storage.bundle import Storage
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB, FOR_A_PERSON, Patience
from passeur.storage.page_rows import PageRows
from passeur.storage.queue import DELIVERIES_QUEUE
from passeur.storage.table import Create, Delete, Put, Replace, Span
from tests.fakes.cutting_proxy import (
    DONE_UNHEARD,
    NOT_DONE,
    CuttingProxy,
    Fault,
    cutting_proxy,
    every_request,
    every_write,
)
from tests.storage.samples import NOW, WEEK, a_claim, a_post, a_recap, a_ref, a_share, channel_posts
from tests.storage.writes import WRITES, contents

pytestmark = pytest.mark.azurite

SHORT = Patience(connect=0.2, read=0.3, total=0.7, retries=1)
# Far above what SHORT allows for several calls in a row, far below what the library would wait by itself.
BOUND = 4.0


@pytest_asyncio.fixture(scope="session")
async def tables(azurite: str) -> AsyncIterator[CuttingProxy]:
    async with cutting_proxy("127.0.0.1", _port(azurite, "Table")) as proxy:
        yield proxy


@pytest_asyncio.fixture(scope="session")
async def queues(azurite: str) -> AsyncIterator[CuttingProxy]:
    async with cutting_proxy("127.0.0.1", _port(azurite, "Queue")) as proxy:
        yield proxy


def _port(connection: str, service: str) -> int:
    match = re.search(rf"{service}Endpoint=http://127\.0\.0\.1:(\d+)/", connection)
    assert match
    return int(match[1])


def _through(connection: str, tables: int, queues: int) -> StorageSettings:
    for service, port in (("Table", tables), ("Queue", queues)):
        connection = re.sub(rf"({service}Endpoint=http://127\.0\.0\.1:)\d+/", rf"\g<1>{port}/", connection)
    return StorageSettings(connection, None)


@pytest_asyncio.fixture
async def broken(
    azurite: str, azure_storage: Storage, tables: CuttingProxy, queues: CuttingProxy
) -> AsyncIterator[Storage]:
    """The storage that `azure_storage` reaches directly, through proxies that can fail."""
    storage = open_storage(_through(azurite, tables.listens_on, queues.listens_on), patience=SHORT)
    yield storage
    tables.heal()
    queues.heal()
    await storage.close()


async def _fails_soon(call: Awaitable[object], within: float = BOUND) -> None:
    clock = asyncio.get_running_loop().time
    start = clock()
    with pytest.raises(StorageUnavailable):
        await call
    assert clock() - start < within


# Faults that are waited for are tried on all calls at once; each of the others on each call alone.
AT_ONCE = (Fault.HANG, Fault.SILENCE)


def _alone(faults: tuple[Fault, ...], names: Iterable[str]) -> list[ParameterSet]:
    return [
        pytest.param([name], fault, id=f"{name}-{fault.name}")
        for name in names
        for fault in faults
        if fault not in AT_ONCE
    ]


def _together(faults: tuple[Fault, ...], names: Iterable[str]) -> list[ParameterSet]:
    return [pytest.param(list(names), fault, id=f"all-{fault.name}") for fault in faults if fault in AT_ONCE]


def _each_way(faults: tuple[Fault, ...], names: Iterable[str]) -> list[ParameterSet]:
    return [*_alone(faults, names), *_together(faults, names)]


@pytest.mark.parametrize(("names", "fault"), _each_way(NOT_DONE, WRITES))
async def test_a_write_that_was_not_done_leaves_nothing_and_can_be_made_again(
    *, azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, names: list[str], fault: Fault
) -> None:
    before = {}
    for name in names:
        await WRITES[name].before(azure_storage, f"{tenant}.{name}")
        before[name] = await contents(azure_storage, f"{tenant}.{name}")
    tables.fail(fault, every_write)
    await asyncio.gather(*(_fails_soon(WRITES[name].call(broken, f"{tenant}.{name}")) for name in names))
    tables.heal()
    for name in names:
        assert await contents(azure_storage, f"{tenant}.{name}") == before[name]
        await WRITES[name].call(broken, f"{tenant}.{name}")
        after = await contents(azure_storage, f"{tenant}.{name}")
        assert after != before[name]
        await WRITES[name].call(broken, f"{tenant}.{name}")
        assert await contents(azure_storage, f"{tenant}.{name}") == after


# Whoever reads again after a lost answer may find out that the write was done.
FINDS_OUT = ("shares.replace", "deliveries.move", "claims.replace", "claims.move", "roles.revoke")


async def _is_lost(name: str, storage: Storage, tenant: str) -> None:
    if name not in FINDS_OUT:
        await _fails_soon(WRITES[name].call(storage, tenant))
        return
    async with asyncio.timeout(BOUND):
        with suppress(StorageUnavailable):
            await WRITES[name].call(storage, tenant)


@pytest.mark.parametrize(("names", "fault"), _each_way(DONE_UNHEARD, WRITES))
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


READS: dict[str, Callable[[Storage, str], Awaitable[object]]] = {
    "people.get": lambda s, t: s.people.get(t, "person-1"),
    "roles.has": lambda s, t: s.roles.has(t, "person-1", Role.PROGRAMME_LEAD),
    "roles.holders": lambda s, t: s.roles.holders(t, Role.PROGRAMME_LEAD),
    "channels.all": lambda s, t: s.channels.all(t),
    "shares.get": lambda s, t: s.shares.get(t, a_ref()),
    "shares.thread": lambda s, t: s.shares.thread(t, a_ref()),
    "shares.posts": lambda s, t: s.shares.posts(t, a_ref()),
    "shares.facts": lambda s, t: s.shares.facts(t, WEEK, WEEK),
    "recaps.get": lambda s, t: s.recaps.get(t, WEEK),
    "recaps.between": lambda s, t: s.recaps.between(t, WEEK, WEEK),
    "deliveries.get": lambda s, t: s.deliveries.get(a_post(a_share(t)).id),
    "deliveries.unfinished": lambda s, t: anext(s.deliveries.unfinished(t, WEEK)),
    "ping": lambda s, _: s.ping(),
}


@pytest.mark.parametrize(("names", "fault"), _each_way(tuple(Fault), READS))
async def test_a_read_that_fails_is_never_an_empty_answer(
    broken: Storage, tables: CuttingProxy, tenant: str, names: list[str], fault: Fault
) -> None:
    tables.fail(fault, every_request)
    await asyncio.gather(*(_fails_soon(READS[name](broken, tenant)) for name in names))


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
async def test_a_read_that_fails_once_is_made_again(
    azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, fault: Fault
) -> None:
    share = a_share(tenant)
    await azure_storage.shares.add(share, a_post(share))
    tables.fail(fault, every_request, times=1)
    assert await broken.shares.get(tenant, share.ref) == share


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
    await _fails_soon(broken.recaps.decide(a_recap(tenant), posts))
    tables.heal()
    decided = await broken.recaps.decide(a_recap(tenant, considered=99), posts)
    if not decided.planned:
        decided = await broken.recaps.plan(decided, posts)
    assert decided.planned
    assert await azure_storage.recaps.get(tenant, WEEK) == decided
    there = [each.id async for each in azure_storage.deliveries.unfinished(tenant, WEEK)]
    assert sorted(map(str, there)) == sorted(str(post.id) for post in posts)


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
async def test_a_message_is_put_at_most_once_for_each_time_it_is_asked(
    azurite: str, broken: Storage, queues: CuttingProxy, tenant: str, fault: Fault
) -> None:
    post = a_post(a_share(tenant))
    queues.fail(fault)
    await _fails_soon(broken.queue.put(post.id))
    queues.heal()
    async with QueueClient.from_connection_string(azurite, DELIVERIES_QUEUE) as client:
        found = [message async for message in client.receive_messages(messages_per_page=32)]
        for message in found:
            await client.delete_message(message)
    mine = [message for message in found if message.content == str(post.id)]
    assert len(mine) == (fault in DONE_UNHEARD)


async def test_storage_that_is_not_there_is_told_at_once(azurite: str, tenant: str) -> None:
    async with cutting_proxy("127.0.0.1", 1) as closed:
        port = closed.listens_on
    storage = open_storage(_through(azurite, port, port), patience=FOR_A_PERSON)
    for call in (storage.ping(), storage.claims.claim(a_claim(tenant)), storage.queue.put(a_post(a_share(tenant)).id)):
        await _fails_soon(call, within=3.0)
    await _fails_soon(storage.start())
    await storage.close()


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.BUSY, Fault.SILENCE], ids=lambda fault: fault.name)
async def test_a_person_is_answered_within_three_seconds(
    azurite: str, tables: CuttingProxy, queues: CuttingProxy, tenant: str, fault: Fault
) -> None:
    storage = open_storage(_through(azurite, tables.listens_on, queues.listens_on), patience=FOR_A_PERSON)
    for proxy in (tables, queues):
        proxy.fail(fault)
    await asyncio.gather(
        _fails_soon(storage.claims.claim(a_claim(tenant)), within=3.0),
        _fails_soon(storage.queue.put(a_post(a_share(tenant)).id), within=3.0),
    )
    for proxy in (tables, queues):
        proxy.heal()
    await storage.close()


async def test_storage_that_was_down_is_used_again(broken: Storage, tables: CuttingProxy, tenant: str) -> None:
    for fault in Fault:
        tables.fail(fault)
        await _fails_soon(broken.claims.claim(a_claim(tenant)))
    tables.heal()
    assert await broken.claims.claim(a_claim(tenant)) == a_claim(tenant)


async def test_a_table_that_does_not_exist_is_an_outage_and_not_an_empty_answer(azurite: str) -> None:
    client = TableClient.from_connection_string(azurite, "nevermade", per_call_policies=[PageRows()])
    table = AzureTable(client, SHORT)
    row = {"PartitionKey": "p", "RowKey": "k"}
    calls: list[Awaitable[Any]] = [
        table.get("p", "k"),
        anext(aiter(table.pages(Span("p", "p")))),
        *(table.write(change) for change in (Create(row), Put(row), Replace(row, 'W/"x"'), Delete("p", "k", 'W/"x"'))),
        table.write(Create(row), Create({**row, "RowKey": "l"})),
    ]
    for call in calls:
        await _fails_soon(call)
    await client.close()


async def test_a_key_that_storage_does_not_know_is_an_outage(azurite: str, tenant: str) -> None:
    stranger = re.sub(r"AccountKey=[^;]+", "AccountKey=" + "QUJD" * 22, azurite)
    storage = open_storage(StorageSettings(stranger, None), patience=SHORT)
    await _fails_soon(storage.people.get(tenant, "person-1"))
    await _fails_soon(storage.queue.put(a_post(a_share(tenant)).id))
    await storage.close()


def test_a_job_is_more_patient_than_a_person() -> None:
    assert FOR_A_PERSON.total < 3 < FOR_A_JOB.total
