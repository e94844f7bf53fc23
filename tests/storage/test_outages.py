import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from azure.data.tables.aio import TableClient
from azure.storage.queue.aio import QueueClient

from passeur.delivery.queues import DELIVERIES_QUEUE
from passeur.people import Role
from passeur.settings import StorageSettings
from passeur.storage.azure_table import AzureTable
from passeur.storage.batches import Batches
from passeur.storage.bundle import Storage
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB, FOR_A_PERSON
from passeur.storage.page_rows import PageRows
from passeur.storage.table import Create, Delete, Put, Replace, Span
from tests.fakes.cutting_proxy import (
    DONE_UNHEARD,
    CuttingProxy,
    Fault,
    cutting_proxy,
    every_request,
)
from tests.storage.breaking import SHORT, each_way, fails_soon, through
from tests.storage.samples import WEEK, a_claim, a_post, a_ref, a_share

pytestmark = pytest.mark.azurite


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


@pytest.mark.parametrize(("names", "fault"), each_way(tuple(Fault), READS))
async def test_a_read_that_fails_is_never_an_empty_answer(
    broken: Storage, tables: CuttingProxy, tenant: str, names: list[str], fault: Fault
) -> None:
    tables.fail(fault, every_request)
    await asyncio.gather(*(fails_soon(READS[name](broken, tenant)) for name in names))


# What something else answers is not made again.
@pytest.mark.parametrize(
    "fault", [fault for fault in Fault if fault is not Fault.STRANGER], ids=lambda fault: fault.name
)
async def test_a_read_that_fails_once_is_made_again(
    azure_storage: Storage, broken: Storage, tables: CuttingProxy, tenant: str, fault: Fault
) -> None:
    share = a_share(tenant)
    await azure_storage.shares.add(share, a_post(share))
    tables.fail(fault, every_request, times=1)
    assert await broken.shares.get(tenant, share.ref) == share


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
async def test_a_message_is_put_at_most_once_for_each_time_it_is_asked(
    azurite: str, broken: Storage, queues: CuttingProxy, tenant: str, fault: Fault
) -> None:
    post = a_post(a_share(tenant))
    queues.fail(fault)
    await fails_soon(broken.queue.put(post.id))
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
    storage = open_storage(through(azurite, port, port), patience=FOR_A_PERSON)
    for call in (storage.ping(), storage.claims.claim(a_claim(tenant)), storage.queue.put(a_post(a_share(tenant)).id)):
        await fails_soon(call, within=3.0)
    await fails_soon(storage.start())
    await storage.close()


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.BUSY, Fault.SILENCE], ids=lambda fault: fault.name)
async def test_a_person_is_answered_within_three_seconds(
    azurite: str, tables: CuttingProxy, queues: CuttingProxy, tenant: str, fault: Fault
) -> None:
    storage = open_storage(through(azurite, tables.listens_on, queues.listens_on), patience=FOR_A_PERSON)
    for proxy in (tables, queues):
        proxy.fail(fault)
    await asyncio.gather(
        fails_soon(storage.claims.claim(a_claim(tenant)), within=3.0),
        fails_soon(storage.shares.get(tenant, a_ref()), within=3.0),
        fails_soon(storage.queue.put(a_post(a_share(tenant)).id), within=3.0),
    )
    for proxy in (tables, queues):
        proxy.heal()
    await storage.close()


async def test_storage_that_was_down_is_used_again(broken: Storage, tables: CuttingProxy, tenant: str) -> None:
    for fault in Fault:
        tables.fail(fault)
        await fails_soon(broken.claims.claim(a_claim(tenant)))
    tables.heal()
    assert await broken.claims.claim(a_claim(tenant)) == a_claim(tenant)


async def test_a_table_that_does_not_exist_is_an_outage_and_not_an_empty_answer(azurite: str) -> None:
    client = TableClient.from_connection_string(azurite, "nevermade", per_call_policies=[PageRows(), Batches()])
    table = AzureTable(client, SHORT)
    row = {"PartitionKey": "p", "RowKey": "k"}
    calls: list[Awaitable[Any]] = [
        table.get("p", "k"),
        anext(aiter(table.pages(Span("p", "p")))),
        *(table.write(change) for change in (Create(row), Put(row), Replace(row, 'W/"x"'), Delete("p", "k", 'W/"x"'))),
        table.write(Create(row), Create({**row, "RowKey": "l"})),
    ]
    for call in calls:
        await fails_soon(call)
    await client.close()


async def test_a_key_that_storage_does_not_know_is_an_outage(azurite: str, tenant: str) -> None:
    stranger = re.sub(r"AccountKey=[^;]+", "AccountKey=" + "QUJD" * 22, azurite)
    storage = open_storage(StorageSettings(stranger, None), patience=SHORT)
    await fails_soon(storage.people.get(tenant, "person-1"))
    await fails_soon(storage.queue.put(a_post(a_share(tenant)).id))
    await storage.close()


def test_a_job_is_more_patient_than_a_person() -> None:
    assert FOR_A_PERSON.total < 3 < FOR_A_JOB.total
