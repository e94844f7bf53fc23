"""Whatever a transaction holds comes back as it was, or nothing of it was done."""

from collections.abc import Callable

import pytest

from passeur.storage.bundle import Storage
from passeur.storage.entities import KEY, Row
from passeur.storage.people_table import PeopleTable
from passeur.storage.registered import RegisteredTable
from passeur.storage.table import MOST_CHANGES, Change, Conflict, Create, Delete, Put, Replace, Span, Table
from tests.storage.counting import CountingTransport

TEXTS = [
    "",
    "Zoé 🙂👩‍🏭 œuvre, 5 € — 数据",
    "one\r\ntwo\n\nthree\rfour",
    """'single' "double" `back` \\ / {brace} }{ [x] <p>""",
    "\r\n--changeset_1--\r\n--batch_1--\r\n",
    "HTTP/1.1 409 Conflict\r\nETag: no\r\n\r\nDELETE http://example/people('x')",
    "50 % %41 %zz &amp; +",
    "line\u2028paragraph\u2029next\u0085nul\x00bell\x07del\x7f",
    "2026-11-18T09:30:00.000000+00:00",
    "W/\"datetime'2026'\"",
]
KEYS = ["t|a:b", "29:1abc-DEF_.~@x", "A.~_-", "k" * 200, "0", "~"]


@pytest.fixture
def table(storage: Storage) -> Table:
    assert isinstance(storage.people, PeopleTable)
    # Beneath the register: these are promises about any row.
    assert isinstance(storage.people.table, RegisteredTable)
    return storage.people.table.table


async def _rows(table: Table, partition: str) -> dict[str, dict[str, object]]:
    known = ("PartitionKey", "RowKey", "text", "n", "yes")
    span = Span(partition, partition)
    return {row[KEY]: dict(row) async for page in table.pages(span, columns=known) for row in page}


@pytest.mark.parametrize("write", [Create, Put], ids=["created", "put"])
async def test_any_text_number_and_answer_comes_back(table: Table, tenant: str, write: Callable[[Row], Change]) -> None:
    rows = [
        {"PartitionKey": tenant, "RowKey": f"k{n}", "text": text, "n": number, "yes": n % 2 == 0}
        for n, (text, number) in enumerate(zip(TEXTS, [0, -1, 2**31 - 1, -(2**31), *range(6)], strict=True))
    ]
    etags = await table.write(*map(write, rows))
    assert all(etags)
    assert await _rows(table, tenant) == {row["RowKey"]: row for row in rows}


async def test_any_key_can_be_created_replaced_and_deleted(table: Table, tenant: str) -> None:
    partition = f"{tenant}|a@b:c.~_-"
    rows = [{"PartitionKey": partition, "RowKey": key, "n": 1} for key in KEYS]
    etags = await table.write(*map(Create, rows))
    changed = [{**row, "n": 2} for row in rows]
    etags = await table.write(*map(Replace, changed, etags))
    assert await _rows(table, partition) == {row["RowKey"]: row for row in changed}
    put = [{**row, "n": 3} for row in rows[:3]]
    gone = [Delete(partition, key, etag) for key, etag in zip(KEYS[3:], etags[3:], strict=True)]
    assert [bool(etag) for etag in await table.write(*map(Put, put), *gone)] == [True] * 3 + [False] * 3
    assert await _rows(table, partition) == {str(row["RowKey"]): row for row in put}


async def test_etags_are_those_of_the_rows_in_the_order_of_the_changes(table: Table, tenant: str) -> None:
    rows = [{"PartitionKey": tenant, "RowKey": f"k{n}"} for n in (3, 1, 2)]
    for row, etag in zip(rows, await table.write(*map(Create, rows)), strict=True):
        assert await table.write(Replace({**row, "n": 1}, etag))


@pytest.mark.parametrize("failing", [0, 50, MOST_CHANGES - 1])
async def test_one_failing_row_of_a_hundred_is_named_and_nothing_is_written(
    table: Table, tenant: str, failing: int
) -> None:
    rows = [{"PartitionKey": tenant, "RowKey": f"k{n:02}", "n": n} for n in range(MOST_CHANGES)]
    await table.write(Create(rows[failing]))
    with pytest.raises(Conflict) as conflict:
        await table.write(*map(Create, rows))
    assert conflict.value.index == failing
    assert list(await _rows(table, tenant)) == [rows[failing]["RowKey"]]
    await table.write(Delete(tenant, f"k{failing:02}"))
    assert len(await table.write(*map(Create, rows))) == MOST_CHANGES
    assert len(await _rows(table, tenant)) == MOST_CHANGES


async def test_a_version_that_is_gone_in_the_middle_is_named(table: Table, tenant: str) -> None:
    rows = [{"PartitionKey": tenant, "RowKey": f"k{n}"} for n in range(5)]
    etags = list(await table.write(*map(Create, rows)))
    await table.write(Put({**rows[3], "n": 1}))
    with pytest.raises(Conflict) as conflict:
        await table.write(*map(Replace, rows, etags))
    assert conflict.value.index == 3


@pytest.mark.azurite
async def test_a_transaction_is_one_request_whatever_it_holds(
    azure_storage: Storage, transport: CountingTransport, tenant: str
) -> None:
    assert isinstance(azure_storage.people, PeopleTable)
    assert isinstance(azure_storage.people.table, RegisteredTable)
    table = azure_storage.people.table.table
    row = {"PartitionKey": tenant, "RowKey": "a"}
    (etag,) = await table.write(Create(row))
    with transport.counted() as sent:
        await table.write(Replace(row, etag), Put({**row, "RowKey": "b"}), Create({**row, "RowKey": "c"}))
    assert [line.split("/")[-1] for line in sent] == ["$batch"]
