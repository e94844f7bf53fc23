"""A restore brings back what a backup has, and nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from passeur.delivery.outbox import DeliveryKind, DeliveryState
from passeur.delivery.runs import Run, RunId, RunState
from passeur.errors import StorageUnavailable
from passeur.settings import StorageSettings
from passeur.storage.after_restore import as_restored
from passeur.storage.azure_blobs import open_backup_blobs
from passeur.storage.backup_manifest import BackupRefused
from passeur.storage.bundle import TABLES, Storage
from passeur.storage.entities import Row
from passeur.storage.kept_marks import keep_marks
from passeur.storage.make_backup import make_backup
from passeur.storage.memory import open_memory_storage
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB
from passeur.storage.restore_backup import restore_backup
from passeur.storage.schema import SCHEMA, StoreMark, StoreRefused, check_store, read_mark
from passeur.storage.table import Change, Table
from tests.backup.every_kind import rows_of_every_kind
from tests.backup.stores import KEYS, NIGHT, TENANT, Ticking, World, by_table, contents, erased, fill


@dataclass
class _Dying:
    """A table whose process is killed at one of its writes: at an odd one once it was made, unheard, else before."""

    table: Table
    budget: list[int]

    def __getattr__(self, name: str) -> object:
        return getattr(self.table, name)

    async def write(self, *changes: Change) -> Sequence[str]:
        left, was_odd = self.budget
        self.budget[0] -= 1
        if left == 1 and was_odd:
            await self.table.write(*changes)
        if left <= 1:
            raise StorageUnavailable("killed")
        return await self.table.write(*changes)


def _expected(before: Mapping[tuple[str, str, str], Row]) -> dict[tuple[str, str, str], Row]:
    return {where: as_restored(where[0], row) for where, row in before.items()}


async def test_every_row_of_every_kind_comes_back(filled: World) -> None:
    before = await contents(filled.storage)
    manifest = await filled.backed_up()
    elsewhere = open_memory_storage()
    done = await filled.restored(manifest.id, elsewhere)
    assert await contents(elsewhere) == _expected(before)
    assert done.manifest.rows == len(before) > 250
    assert {table for table, *_ in before} == set(TABLES)
    assert (await check_store(TENANT, elsewhere.tables)).version == SCHEMA


@pytest.mark.azurite
async def test_the_demonstration_company_moves_to_another_account(
    azurite: str, full_store: Storage, other_account: str
) -> None:
    before = await contents(full_store)
    blobs = open_backup_blobs(StorageSettings(azurite, None))
    manifest = await make_backup(TENANT, full_store.tables, blobs, KEYS, clock=Ticking())
    elsewhere = open_storage(StorageSettings(other_account, None), patience=FOR_A_JOB)
    try:
        await elsewhere.start()

        async def nobody(_since: object) -> int:
            return 0

        await restore_backup(
            manifest.id, TENANT, elsewhere.tables, blobs, KEYS, say_no_again=nobody, forget_again=nobody
        )
        assert await contents(elsewhere) == _expected(before)
        assert manifest.rows == len(before) > 6_000
        assert all(manifest.tables[name].rows > 0 for name in TABLES)
    finally:
        await elsewhere.close()
        await blobs.close()


@pytest.mark.parametrize("writes", [1, 2, 3, 4, 7, 12, 21, 34, 55, 88])
async def test_a_restore_that_was_cut_goes_on_to_the_same_rows(filled: World, writes: int) -> None:
    manifest = await filled.backed_up()
    expected = _expected(await contents(filled.storage))
    elsewhere = open_memory_storage()
    budget = [writes, writes % 2]
    dying = {name: _Dying(table, budget) for name, table in elsewhere.tables.items()}
    with pytest.raises(StorageUnavailable):
        await filled.restored_into(manifest.id, dying)  # type: ignore[arg-type]  # it has what a table has
    if await read_mark(TENANT, elsewhere.tables) is not None:
        with pytest.raises(StoreRefused, match=manifest.id):
            await check_store(TENANT, elsewhere.tables)
    await filled.restored(manifest.id, elsewhere)
    assert await contents(elsewhere) == expected
    assert await read_mark(TENANT, elsewhere.tables) == StoreMark()


async def test_a_store_that_has_rows_is_left_as_it_is(filled: World) -> None:
    manifest = await filled.backed_up()
    before = await contents(filled.storage)
    with pytest.raises(BackupRefused, match="empty store"):
        await filled.restored(manifest.id, filled.storage)
    assert await contents(filled.storage) == before


async def test_a_restore_under_way_does_not_let_another_backup_in(filled: World) -> None:
    first = await filled.backed_up()
    second = await filled.backed_up()
    elsewhere = open_memory_storage()
    budget = [5, 1]
    dying = {name: _Dying(table, budget) for name, table in elsewhere.tables.items()}
    with pytest.raises(StorageUnavailable):
        await filled.restored_into(first.id, dying)  # type: ignore[arg-type]  # it has what a table has
    with pytest.raises(BackupRefused, match=f"restore of the backup {first.id} was cut"):
        await filled.restored(second.id, elsewhere)


async def test_what_was_owed_is_told_as_uncertain_and_never_sent_again_by_itself(world: World) -> None:
    run = Run(TENANT, RunId(DeliveryKind.MANAGER_DIGEST, "2026-10"), RunState.SENDING, NIGHT)
    over = Run(TENANT, RunId(DeliveryKind.MANAGER_DIGEST, "2026-09"), RunState.DONE, NIGHT)
    await world.storage.runs.create(run)
    await world.storage.runs.create(over)
    owed = {"kind": "share", "subject": "s", "locale": "fr", "created_at": NIGHT.isoformat(), "attempts": 1}
    where = {"conversation_id": "c", "service_url": "https://s", "conversation_kind": "channel", "doubtful": 0}
    sending = {"PartitionKey": f"{TENANT}|2026-W48", "RowKey": "o|1|post", "state": "sending", "unfinished": True}
    sent = {**sending, "RowKey": "o|2|post", "state": "sent", "unfinished": False}
    await fill(world.storage, {"shares": [{**owed, **where, **each} for each in (sending, sent)]})
    manifest = await world.backed_up()
    elsewhere = open_memory_storage()
    done = await world.restored(manifest.id, elsewhere)
    rows = {key: row for (_, _, key), row in (await contents(elsewhere)).items()}
    assert (rows["o|1|post"]["state"], rows["o|1|post"]["unfinished"]) == (DeliveryState.UNKNOWN, False)
    assert rows["o|2|post"]["state"] == DeliveryState.SENT
    assert [each.state for each in await elsewhere.runs.all(TENANT)] == [RunState.STOPPED, RunState.DONE]
    assert (done.messages, done.runs) == (1, 1)


async def test_whoever_was_erased_after_the_backup_is_known_to_the_restore(filled: World) -> None:
    """The tables may be lost with the marks in them: what is beside the backups is enough."""
    manifest = await filled.backed_up()
    later = NIGHT + timedelta(hours=9)
    await filled.storage.erasures.mark(erased("somebody-else-since"), later)
    assert await keep_marks(TENANT, filled.storage.tables["erasures"], filled.blobs, KEYS)
    elsewhere = open_memory_storage()
    await filled.restored(manifest.id, elsewhere)
    gone = await elsewhere.erasures.gone(TENANT)
    assert gone("an-id-of-somebody")
    assert gone("somebody-else-since")
    assert not gone("nobody-of-the-kind")
    assert filled.asked_since[0] < manifest.began_at


async def test_a_restore_that_was_cut_while_it_forgot_people_again_goes_on(filled: World) -> None:
    manifest = await filled.backed_up()
    await filled.storage.erasures.mark(erased("somebody-else-since"), NIGHT + timedelta(hours=9))
    await keep_marks(TENANT, filled.storage.tables["erasures"], filled.blobs, KEYS)
    elsewhere = open_memory_storage()

    async def cut(_since: object) -> int:
        raise StorageUnavailable("killed")

    with pytest.raises(StorageUnavailable):
        await restore_backup(
            manifest.id, TENANT, elsewhere.tables, filled.blobs, KEYS, say_no_again=cut, forget_again=cut
        )
    await filled.restored(manifest.id, elsewhere)
    assert (await elsewhere.erasures.gone(TENANT))("somebody-else-since")
    assert await read_mark(TENANT, elsewhere.tables) == StoreMark()


async def test_marks_that_somebody_changed_stop_a_restore_before_the_store_is_served(filled: World) -> None:
    manifest = await filled.backed_up()
    await keep_marks(TENANT, filled.storage.tables["erasures"], filled.blobs, KEYS)
    blob = f"{TENANT}/erasures.json"
    filled.blobs.blobs[blob] = filled.blobs.blobs[blob].replace(b"false", b"true ")
    elsewhere = open_memory_storage()
    with pytest.raises(BackupRefused, match="asked to be forgotten"):
        await filled.restored(manifest.id, elsewhere)
    with pytest.raises(StoreRefused):
        await check_store(TENANT, elsewhere.tables)


async def test_rows_of_another_organisation_stay_out_and_are_counted(filled: World) -> None:
    theirs = by_table(rows_of_every_kind("another-tenant"))
    await fill(filled.storage, theirs)
    manifest = await filled.backed_up()
    elsewhere = open_memory_storage()
    await filled.restored(manifest.id, elsewhere)
    assert await contents(elsewhere, "another-tenant") == {}
    left_out = sum(table.left_out for table in manifest.tables.values())
    assert left_out == len(await contents(filled.storage, "another-tenant")) > 0


async def test_somebody_who_writes_meanwhile_is_found_by_the_counts(filled: World) -> None:
    manifest = await filled.backed_up()
    elsewhere = open_memory_storage()
    row = {"PartitionKey": f"{TENANT}|lead", "RowKey": "somebody-new"}

    def meddle(table: str, _rows: int) -> None:
        if table == "roles":
            memory = elsewhere.tables["roles"].table  # type: ignore[attr-defined]  # behind the register
            memory.rows[row["PartitionKey"], row["RowKey"]] = {**row, "odata.etag": "x"}
            memory._note(row["PartitionKey"], row["RowKey"])

    with pytest.raises(BackupRefused, match="something else writes into it"):
        await filled.restored(manifest.id, elsewhere, progress=meddle)


async def test_an_empty_store_that_a_bot_already_marked_takes_a_restore(filled: World) -> None:
    manifest = await filled.backed_up()
    elsewhere = open_memory_storage()
    await check_store(TENANT, elsewhere.tables)
    await filled.restored(manifest.id, elsewhere)
    assert len(await contents(elsewhere)) == manifest.rows
