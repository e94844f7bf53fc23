"""What the emulator would take and Azure would not is refused by us."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from passeur.delivery.outbox import DeliveryId, Home
from passeur.storage.bundle import Storage
from passeur.storage.columns import row_of
from passeur.storage.entities import LONGEST_TEXT, MOST_COLUMNS, check_row, size_of
from passeur.storage.memory import MemoryTable
from passeur.storage.table import Change, Create, Delete, Put, Replace
from passeur.storage.transactions import check_changes
from tests.storage.samples import CONTENT, a_claim, a_post, a_ref, a_reproduction, a_share


@pytest.mark.parametrize("text", ["x" * (LONGEST_TEXT + 1), "🙂" * (LONGEST_TEXT // 2 + 1), "half \ud83d"])
async def test_a_text_that_azure_would_not_take_is_refused_and_nothing_is_written(
    storage: Storage, tenant: str, text: str
) -> None:
    share = a_share(tenant, content=replace(CONTENT, prompt=text))
    with pytest.raises(ValueError, match=r"prompt|surrogates"):
        await storage.shares.add(share, a_post(share))
    assert await storage.shares.get(tenant, share.ref) is None


@pytest.mark.parametrize("text", ["x" * LONGEST_TEXT, "🙂" * (LONGEST_TEXT // 2)])
async def test_the_longest_text_comes_back_whole(storage: Storage, tenant: str, text: str) -> None:
    share = a_share(tenant, content=replace(CONTENT, prompt=text))
    await storage.shares.add(share, a_post(share))
    assert await storage.shares.get(tenant, share.ref) == share


async def test_a_moment_without_a_time_zone_is_refused(storage: Storage, tenant: str) -> None:
    naive = datetime(2026, 11, 18, 9, 30)  # noqa: DTZ001  # what must be refused
    with pytest.raises(ValueError, match="time zone"):
        await storage.shares.record_reproduction(tenant, a_reproduction(a_ref(), at=naive))


@pytest.mark.parametrize("odd", ["a/b", "a\\b", "a#b", "a?b", "a|b", ""])
async def test_an_odd_id_in_a_share_never_reaches_storage(storage: Storage, tenant: str, odd: str) -> None:
    with pytest.raises(ValueError, match="key"):
        await storage.shares.get(tenant, replace(a_ref(), id=odd))
    with pytest.raises(ValueError, match="key"):
        await storage.shares.record_reproduction(tenant, a_reproduction(a_ref(), odd))
    with pytest.raises(ValueError, match="key"):
        await storage.claims.move(a_claim(tenant, subjects=(odd,)), gone=())
    with pytest.raises(ValueError, match="key"):
        await storage.deliveries.get(DeliveryId(Home.SHARES, odd, "2026-W47", "o|x"))


def test_a_row_of_too_many_columns_is_refused() -> None:
    columns: dict[str, int] = {f"c{n}": n for n in range(MOST_COLUMNS)}
    check_row(row_of("p", "k", **columns))
    with pytest.raises(ValueError, match="columns"):
        check_row(row_of("p", "k", one_more=1, **columns))


def test_a_row_that_is_too_large_is_refused() -> None:
    columns: dict[str, str] = {f"c{n}": "x" * LONGEST_TEXT for n in range(15)}
    check_row(row_of("p", "k", **columns))
    with pytest.raises(ValueError, match="bytes"):
        check_row(row_of("p", "k", one_more="x" * LONGEST_TEXT, **columns))


def test_the_size_of_a_row_is_counted_as_azure_counts_it() -> None:
    # 4, and for each property 8 + twice its name + its value: 4 + twice its UTF-16 characters, 4, or 1.
    assert size_of({"PartitionKey": "p", "RowKey": "kk", "t": "🙂", "n": 7, "b": True}) == sum(
        (4, 8 + 24 + 4 + 2, 8 + 12 + 4 + 4, 8 + 2 + 4 + 4, 8 + 2 + 4, 8 + 2 + 1)
    )


@pytest.mark.parametrize("value", [2**31, -(2**31) - 1, 1.5, b"bytes", ["list"]])
def test_a_value_that_would_come_back_changed_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="value is"):
        check_row({"PartitionKey": "p", "RowKey": "k", "value": value})


@pytest.mark.parametrize("name", ["a-b", "é", "odata.type", "1st", ""])
def test_a_column_whose_name_azure_would_not_take_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name a column"):
        check_row({"PartitionKey": "p", "RowKey": "k", name: 1})


@pytest.mark.parametrize("key", ["", "a/b", "a\\b", "a#b", "a?b", "a b", "a\n", "é", "x" * 201])
def test_a_row_whose_key_azure_would_not_take_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="cannot be a key"):
        check_row({"PartitionKey": "p", "RowKey": key})
    with pytest.raises(ValueError, match="cannot be a key"):
        check_row({"PartitionKey": key, "RowKey": "k"})


ROW = {"PartitionKey": "p", "RowKey": "k"}


@pytest.mark.parametrize(
    "changes",
    [
        (),
        tuple(Create({**ROW, "RowKey": f"k{n}"}) for n in range(101)),
        (Create(ROW), Put({**ROW, "PartitionKey": "q"})),
        (Create(ROW), Put(ROW)),
        (Create(ROW), Delete("p", "other")),
        (Replace(ROW, ""),),
        (Delete("p/q", "k"),),
        tuple(Create({**ROW, "RowKey": f"k{n}", "text": "x" * LONGEST_TEXT}) for n in range(60)),
    ],
    ids=["none", "101", "two partitions", "one row twice", "delete of any", "no etag", "odd key", "too large"],
)
async def test_a_transaction_that_azure_would_not_take_is_refused(changes: tuple[Change, ...]) -> None:
    with pytest.raises(ValueError, match=r"transaction|version|key|delete"):
        check_changes(changes)
    table = MemoryTable()
    with pytest.raises(ValueError, match=r"transaction|version|key|delete"):
        await table.write(*changes)
    assert table.rows == {}
