"""The commands of whoever runs Passeur, as they type them, on an emulator of their own."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta

import pytest
import pytest_asyncio

from infra.backup.__main__ import main as backup
from infra.local.places import ROOT
from infra.migrate.__main__ import main as migrate
from passeur.storage.bundle import Storage
from passeur.storage.schema import SCHEMA, StoreMark, check_store, write_mark
from passeur.storage.signatures import key_id
from passeur.storage.table import Delete
from tests.backup.every_kind import rows_of_every_kind
from tests.backup.stores import KEYS, NIGHT, TENANT, by_table, contents, erased, fill
from tests.storage.emulated import emulated

pytestmark = pytest.mark.azurite
OLDER = "only-tests-signed-backups-with-this-older-key-0"


def _settings(connection: str, tenant: str = TENANT) -> dict[str, str]:
    return {"PASSEUR_TENANT_ID": tenant, "PASSEUR_STORAGE_CONNECTION": connection, "PASSEUR_CARD_KEYS": KEYS[0]}


@pytest_asyncio.fixture
async def store(other_account: str) -> AsyncIterator[Storage]:
    async with emulated(other_account) as storage:
        await check_store(TENANT, storage.tables)
        await fill(storage, by_table(rows_of_every_kind(TENANT, 2)))
        yield storage


async def _emptied(storage: Storage) -> None:
    for table, partition, key in await contents(storage):
        await storage.tables[table].write(Delete(partition, key))


async def _run(command: str, *arguments: str, settings: Mapping[str, str]) -> tuple[int, str]:
    """As a program of its own, as it is typed."""
    told = subprocess.run(  # noqa: S603, ASYNC221 - this interpreter, on a command of ours; nothing else goes on here
        [sys.executable, "-m", command, *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


async def test_a_store_is_backed_up_listed_verified_emptied_and_restored(other_account: str, store: Storage) -> None:
    settings = _settings(other_account)
    before = await contents(store)
    code, said = await _run("infra.backup", "make", settings=settings)
    assert (code, "Read back and whole" in said) == (0, True), said
    backup_id = said.split()[0]
    assert f"{len(before)} rows" in said
    code, said = await _run("infra.backup", "list", settings=settings)
    assert (code, said.startswith(backup_id)) == (0, True), said
    code, said = await _run("infra.backup", "verify", settings=settings)
    assert (code, "every hash is right" in said) == (0, True), said
    dropped = {**settings, "PASSEUR_CARD_KEYS": OLDER}
    code, said = await _run("infra.backup", "verify", settings=dropped)
    assert (code, f"signed with the key {key_id(KEYS[0])}," in said) == (1, True), said
    code, said = await _run("infra.backup", "restore", backup_id, settings=settings)
    assert (code, "empty store" in said) == (1, True), said
    await store.erasures.mark(erased("an-id-of-somebody-erased-since"), NIGHT + timedelta(days=400))
    await _emptied(store)
    code, said = await _run("infra.backup", "restore", backup_id, settings=settings)
    assert (code, f"Restored {len(before)} rows" in said) == (0, True), said
    assert "Noes are known until" in said
    assert (await contents(store)).keys() == before.keys()
    code, said = await _run("infra.backup", "restore", "20200101T000000Z", settings=settings)
    assert (code, "There is no backup 20200101T000000Z" in said) == (1, True), said


async def test_a_migration_says_what_it_did(other_account: str, store: Storage) -> None:
    settings = _settings(other_account)
    await write_mark(TENANT, store.tables, StoreMark(SCHEMA - 1))
    code, said = await _run("infra.migrate", "--check", settings=settings)
    assert (code, "of schema 1" in said) == (0, True), said
    code, said = await _run("infra.migrate", settings=settings)
    assert (code, f"From schema 1 to {SCHEMA}" in said) == (0, True), said
    code, said = await _run("infra.migrate", settings=settings)
    assert (code, "nothing was changed" in said) == (0, True), said


async def test_the_bot_does_not_start_on_newer_data_and_says_why(other_account: str, store: Storage) -> None:
    await write_mark(TENANT, store.tables, StoreMark(SCHEMA + 1))
    settings = {**_settings(other_account), "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS": "true", "PASSEUR_PORT": "1"}
    code, said = await _run("bot", settings=settings)
    assert code == 2, said
    assert "install the version that wrote it" in said


async def test_the_bot_does_not_serve_half_a_restore(other_account: str, store: Storage) -> None:
    await write_mark(TENANT, store.tables, StoreMark(restoring="20261125T021000Z"))
    settings = {**_settings(other_account), "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS": "true", "PASSEUR_PORT": "1"}
    code, said = await _run("bot", settings=settings)
    assert code == 2, said
    assert "`python -m infra.backup restore 20261125T021000Z` again" in said


def test_the_ids_of_the_keys_are_told_and_no_key(capsys: pytest.CaptureFixture[str]) -> None:
    settings = {**_settings("UseDevelopmentStorage=true"), "PASSEUR_CARD_KEYS": f"{OLDER},{KEYS[0]}"}
    assert backup(["keys"], settings) == 0
    told = capsys.readouterr().out
    assert told.split() == [key_id(OLDER), key_id(KEYS[0])]
    assert OLDER not in told


@pytest.mark.parametrize("command", [lambda given: backup(["list"], given), lambda given: migrate([], given)])
def test_a_setting_that_is_missing_is_named(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(command)
    assert command({}) == 2
    assert "PASSEUR_TENANT_ID is missing" in capsys.readouterr().err


def test_storage_that_does_not_answer_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = "AccountName=a;AccountKey=YQ==;" + "".join(
        f"{kind}Endpoint=http://127.0.0.1:9/a;" for kind in ("Blob", "Queue", "Table")
    )
    assert backup(["list"], _settings(f"DefaultEndpointsProtocol=http;{nowhere}")) == 1
    assert "Storage did not answer" in capsys.readouterr().err
