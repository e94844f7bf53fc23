"""The two tables behind everything keep the same promises."""

import pytest

from passeur.storage.azure_table import AzureTable
from passeur.storage.bundle import Storage
from passeur.storage.columns import read_time, write_time
from passeur.storage.entities import ETAG, KEY
from passeur.storage.people_table import PeopleTable
from passeur.storage.registered import RegisteredTable
from passeur.storage.table import Conflict, Create, Delete, Put, Replace, Span, Table
from tests.storage.samples import NOW


@pytest.fixture
def table(storage: Storage) -> Table:
    assert isinstance(storage.people, PeopleTable)
    # Beneath the register: these are promises about any row.
    assert isinstance(storage.people.table, RegisteredTable)
    return storage.people.table.table


async def _keys(table: Table, span: Span, only: str = "") -> list[str]:
    return [row[KEY] async for page in table.pages(span, only=only) for row in page]


async def test_a_transaction_that_conflicts_writes_nothing_and_says_where(table: Table, tenant: str) -> None:
    await table.write(Create({"PartitionKey": tenant, "RowKey": "b", "n": 1}))
    with pytest.raises(Conflict) as conflict:
        await table.write(*(Create({"PartitionKey": tenant, "RowKey": key, "n": 2}) for key in "abc"))
    assert conflict.value.index == 1
    assert await _keys(table, Span(tenant, tenant)) == ["b"]


async def test_a_stale_version_conflicts_alone_and_in_a_transaction(table: Table, tenant: str) -> None:
    row = {"PartitionKey": tenant, "RowKey": "a", "n": 1}
    (first,) = await table.write(Create(row))
    (second,) = await table.write(Replace({**row, "n": 2}, first))
    other = Create({"PartitionKey": tenant, "RowKey": "b"})
    for stale in (Replace({**row, "n": 3}, first), Delete(tenant, "a", first), Replace({**row, "RowKey": "c"}, first)):
        with pytest.raises(Conflict):
            await table.write(stale)
        with pytest.raises(Conflict) as conflict:
            await table.write(other, stale)
        assert conflict.value.index == 1
    assert await table.get(tenant, "a") == {**row, "n": 2, ETAG: second}
    assert await _keys(table, Span(tenant, tenant)) == ["a"]


async def test_a_delete_of_what_is_gone_conflicts_when_a_version_was_read(table: Table, tenant: str) -> None:
    (etag,) = await table.write(Create({"PartitionKey": tenant, "RowKey": "a"}))
    await table.write(Delete(tenant, "a", etag))
    await table.write(Delete(tenant, "a"))
    with pytest.raises(Conflict):
        await table.write(Delete(tenant, "a", etag))


async def test_a_put_leaves_nothing_of_the_row_before(table: Table, tenant: str) -> None:
    await table.write(Put({"PartitionKey": tenant, "RowKey": "a", "old": "x", "same": 1}))
    (etag,) = await table.write(Put({"PartitionKey": tenant, "RowKey": "a", "same": 2}))
    assert await table.get(tenant, "a") == {"PartitionKey": tenant, "RowKey": "a", "same": 2, ETAG: etag}


async def test_a_span_has_its_start_and_not_its_end(table: Table, tenant: str) -> None:
    for partition in (f"{tenant}|1", f"{tenant}|2", f"{tenant}|3"):
        await table.write(*(Create({"PartitionKey": partition, "RowKey": key, "odd": key in "ac"}) for key in "abcd"))
    assert await _keys(table, Span(f"{tenant}|1", f"{tenant}|2", "b", "d")) == ["b", "c"] * 2
    assert await _keys(table, Span(f"{tenant}|2", f"{tenant}|2")) == list("abcd")
    assert await _keys(table, Span(f"{tenant}|2", f"{tenant}|3", end="c"), only="odd") == ["a"] * 2
    assert await _keys(table, Span(f"{tenant}|4", f"{tenant}|9")) == []


async def test_only_the_columns_that_were_asked_for_come(table: Table, tenant: str) -> None:
    await table.write(Create({"PartitionKey": tenant, "RowKey": "a", "n": 1, "text": "x", "yes": True}))
    pages = [page async for page in table.pages(Span(tenant, tenant), columns=("RowKey", "n", "missing"))]
    (row,) = (row for page in pages for row in page)
    assert {name: value for name, value in row.items() if value is not None} == {"RowKey": "a", "n": 1}


async def test_rows_come_as_the_library_itself_gives_them(azure_storage: Storage, tenant: str) -> None:
    assert isinstance(azure_storage.people, PeopleTable)
    assert isinstance(azure_storage.people.table, RegisteredTable)
    table = azure_storage.people.table.table
    assert isinstance(table, AzureTable)
    rows = [
        {
            "PartitionKey": tenant,
            "RowKey": f"k{n:02}",
            "text": f"é🙂\r\n'\"\\ {n}",
            "n": -n,
            "yes": n % 2 == 0,
            "no": "",
        }
        for n in range(30)
    ]
    await table.write(*map(Create, rows))
    ours = [row async for page in table.pages(Span(tenant, tenant)) for row in page]
    theirs = [entity async for entity in table.client.query_entities("PartitionKey eq @p", parameters={"p": tenant})]
    known = ("PartitionKey", "RowKey", "text", "n", "yes", "no")
    assert [{name: row[name] for name in known} for row in ours] == [dict(entity) for entity in theirs] == rows
    assert [row[ETAG] for row in ours] == [entity.metadata["etag"] for entity in theirs]
    plain = [row async for page in table.pages(Span(tenant, tenant), columns=known) for row in page]
    assert plain == rows


def test_times_sort_as_text_as_they_do_as_moments() -> None:
    whole = NOW.replace(microsecond=0)
    assert write_time(whole) < write_time(NOW)
    assert read_time(write_time(NOW)) == NOW
