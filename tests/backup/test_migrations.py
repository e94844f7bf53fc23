"""Data of the first release is served as it is, rewritten once, and goes on where a rewriting was cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from passeur.delivery.outbox import DeliveryId, DeliveryState, Home, Reason
from passeur.errors import StorageUnavailable
from passeur.periods import Week
from passeur.storage.bundle import Storage
from passeur.storage.columns import write_time
from passeur.storage.entities import ETAG, Row
from passeur.storage.memory import MemoryTable, open_memory_storage
from passeur.storage.migrations import migrate
from passeur.storage.registered import RegisteredTable
from passeur.storage.schema import SCHEMA, StoreMark, StoreRefused, check_store, read_mark, store_mark, write_mark
from passeur.storage.table import Change, Table
from tests.backup.stores import NIGHT, TENANT, World, contents

WEEK = Week.parse("2026-W40")


def _old_row(key: str, **columns: object) -> Row:
    """An outbox row as the first release wrote it (passeur/storage/delivery_rows.py of a91060f)."""
    first_release = {
        "PartitionKey": f"{TENANT}|{WEEK.key}",
        "RowKey": key,
        "kind": "share",
        "subject": "2026-W40.abc",
        "locale": "fr",
        "created_at": write_time(NIGHT),
        "state": "sent",
        "attempts": 1,
        "doubtful": 0,
        "unfinished": False,
        "writer": "w",
        "conversation_id": "19:c@thread.tacv2",
        "service_url": "https://smba.trafficmanager.net/fr/",
        "conversation_kind": "channel",
    }
    return {**first_release, **columns}


def _old_rows() -> Sequence[Row]:
    leased = write_time(NIGHT + timedelta(seconds=60))
    return [
        _old_row("o|1|post", state="sending", unfinished=True, lease_until=leased),
        _old_row("o|2|post", state="failed", reason="too_many_attempts", attempts=5),
        _old_row("o|3|post", state="failed", reason="blocked"),
        _old_row("o|4|post"),
        {"PartitionKey": f"{TENANT}|{WEEK.key}", "RowKey": "recap", "decided_at": "x", "planned": True},
    ]


def _behind(table: Table) -> MemoryTable:
    assert isinstance(table, RegisteredTable)
    assert isinstance(table.table, MemoryTable)
    return table.table


def _put_as_then(storage: Storage, name: str, rows: Sequence[Row]) -> None:
    """What the register of today would not let in."""
    memory = _behind(storage.tables[name])
    for number, row in enumerate(rows):
        memory.rows[row["PartitionKey"], row["RowKey"]] = {**row, ETAG: f"old{number}"}
        memory._note(row["PartitionKey"], row["RowKey"])


@pytest.fixture
def old() -> Storage:
    storage = open_memory_storage()
    _put_as_then(storage, "recaps", _old_rows())
    _put_as_then(storage, "shares", _old_rows()[:3])
    return storage


def _id(row: str) -> DeliveryId:
    return DeliveryId(Home.RECAPS, TENANT, WEEK.key, row)


async def test_a_new_store_is_of_todays_schema() -> None:
    storage = open_memory_storage()
    assert await store_mark(TENANT, storage.tables) == StoreMark(SCHEMA)
    assert await migrate(TENANT, storage.tables)
    assert await contents(storage) == {}


async def test_a_used_store_without_a_mark_is_of_the_first_schema(old: Storage) -> None:
    assert (await check_store(TENANT, old.tables)).version == 1
    assert (await read_mark(TENANT, old.tables)) == StoreMark(1)


async def test_rows_of_the_schema_before_are_served_without_a_migration(old: Storage) -> None:
    sending, given_up, blocked = [await old.deliveries.get(_id(f"o|{number}|post")) for number in (1, 2, 3)]
    assert sending is not None
    assert not sending.can_be_taken(NIGHT)
    assert sending.can_be_taken(NIGHT + timedelta(seconds=61))
    assert given_up is not None
    assert given_up.reason is Reason.TOO_OFTEN_UNSURE
    assert blocked is not None
    assert blocked.reason is Reason.BLOCKED


async def test_a_migration_makes_them_rows_of_today(old: Storage) -> None:
    assert [each async for each in old.deliveries.failed(TENANT, WEEK)] == []
    migrated = await migrate(TENANT, old.tables)
    assert (migrated.before, migrated.after, migrated.rewritten) == (1, SCHEMA, 6)
    failed = [each async for each in old.deliveries.failed(TENANT, WEEK)]
    assert sorted(each.id.row for each in failed if each.id.home is Home.RECAPS) == ["o|2|post", "o|3|post"]
    everything = (await contents(old)).values()
    assert not [row for row in everything if "lease_until" in row or row.get("reason") == "too_many_attempts"]
    assert (await check_store(TENANT, old.tables)).version == SCHEMA


async def test_what_a_migration_rewrites_says_the_same_as_before(old: Storage) -> None:
    ids = [_id(f"o|{number}|post") for number in (1, 2, 3, 4)]
    before = [await old.deliveries.get(each) for each in ids]
    await migrate(TENANT, old.tables)
    assert [await old.deliveries.get(each) for each in ids] == before


async def test_a_second_migration_changes_nothing(old: Storage) -> None:
    await migrate(TENANT, old.tables)
    before = {name: dict(_behind(table).rows) for name, table in old.tables.items()}
    assert (await migrate(TENANT, old.tables)).rewritten == 0
    assert {name: dict(_behind(table).rows) for name, table in old.tables.items()} == before


@dataclass
class _Cut:
    table: Table
    budget: list[int]

    def __getattr__(self, name: str) -> object:
        return getattr(self.table, name)

    async def write(self, *changes: Change) -> Sequence[str]:
        self.budget[0] -= 1
        if self.budget[0] < 0:
            raise StorageUnavailable("killed")
        return await self.table.write(*changes)


@pytest.mark.parametrize("writes", range(9))
async def test_a_migration_that_was_cut_goes_on(old: Storage, writes: int) -> None:
    await check_store(TENANT, old.tables)
    budget = [writes]
    dying = {name: _Cut(table, budget) for name, table in old.tables.items()}
    with pytest.raises(StorageUnavailable):
        await migrate(TENANT, dying)  # type: ignore[arg-type]  # it has what a table has
    assert (await check_store(TENANT, old.tables)).version == 1
    await migrate(TENANT, old.tables)
    assert not [row for row in (await contents(old)).values() if "lease_until" in row]
    assert await read_mark(TENANT, old.tables) == StoreMark(SCHEMA)


async def test_a_row_that_the_product_writes_meanwhile_is_left_to_it(old: Storage) -> None:
    table = old.tables["recaps"]

    @dataclass
    class Racing:
        table: Table
        raced: bool = False

        def __getattr__(self, name: str) -> object:
            return getattr(self.table, name)

        async def write(self, *changes: Change) -> Sequence[str]:
            if not self.raced:
                self.raced = True
                there = await old.deliveries.get(_id("o|1|post"))
                assert there is not None
                await old.deliveries.move(there.sent("activity"))
            return await self.table.write(*changes)

    await check_store(TENANT, old.tables)
    await migrate(TENANT, {**old.tables, "recaps": Racing(table)})  # type: ignore[dict-item]  # it has what a table has
    moved = await old.deliveries.get(_id("o|1|post"))
    assert moved is not None
    assert (moved.state, moved.activity_id) == (DeliveryState.SENT, "activity")


@pytest.mark.parametrize(
    ("mark", "why"),
    [
        (StoreMark(SCHEMA + 1), "install the version that wrote it"),
        (StoreMark(SCHEMA - 2), "with the version in between first"),
        (StoreMark(restoring="20261125T021000Z"), "infra.backup restore 20261125T021000Z"),
    ],
)
async def test_a_store_that_is_not_for_this_version_is_refused_in_a_sentence(mark: StoreMark, why: str) -> None:
    storage = open_memory_storage()
    await write_mark(TENANT, storage.tables, mark)
    with pytest.raises(StoreRefused, match=why):
        await check_store(TENANT, storage.tables)
    with pytest.raises(StoreRefused, match=why):
        await migrate(TENANT, storage.tables)


async def test_a_backup_of_the_schema_before_is_restored_as_todays(old: Storage, world: World) -> None:
    world.storage = old
    manifest = await world.backed_up()
    elsewhere = open_memory_storage()
    await world.restored(manifest.id, elsewhere)
    assert manifest.schema == 1
    rows = (await contents(elsewhere)).values()
    assert not [row for row in rows if "lease_until" in row or row.get("reason") == "too_many_attempts"]
    assert [row["failed"] for row in rows if row.get("state") == "failed"] == [True] * 4
    assert (await check_store(TENANT, elsewhere.tables)).version == SCHEMA
