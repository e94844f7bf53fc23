"""`python -m infra.backup`: backs up every table to blobs, lists and verifies backups, and restores one.

It reads the product's own settings (PASSEUR_TENANT_ID, PASSEUR_STORAGE_*, PASSEUR_CARD_KEYS, PASSEUR_BACKUP_DAYS) and,
in Azure, acts as whoever is signed in. Exit code 0: done; 1: refused, or storage did not answer; 2: a setting.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from infra.backup.noes import told_of_noes
from infra.backup.settings import StoreSettings, read_store_settings
from passeur.clock import utc_now
from passeur.errors import PasseurError, StorageUnavailable
from passeur.privacy.erase_again import erase_again
from passeur.privacy.noes import AllNoes
from passeur.privacy.say_no_again import say_no_again
from passeur.setting_values import SettingsError
from passeur.storage.backend import backend_of
from passeur.storage.backup_manifest import Manifest
from passeur.storage.bundle import Storage
from passeur.storage.nightly_backup import Backups, back_up
from passeur.storage.read_backup import backups_of, trusted_manifest, verify_backup
from passeur.storage.restore_backup import restore_backup
from passeur.storage.signatures import key_id


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.backup", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("make", help="back up now, read it back, remove what is older than PASSEUR_BACKUP_DAYS")
    commands.add_parser("list", help="every backup, the oldest first")
    verify = commands.add_parser("verify", help="read a backup to its last row, writing nothing")
    verify.add_argument("id", nargs="?", help="which one (default: the newest)")
    commands.add_parser("keys", help="the ids of the signing keys that PASSEUR_CARD_KEYS has, the oldest first")
    restore = commands.add_parser("restore", help="bring a backup back into an empty store, or go on where it was cut")
    restore.add_argument("id", help="which one")
    asked = parser.parse_args(arguments)
    try:
        settings = read_store_settings(os.environ if environment is None else environment)
        if asked.command == "keys":
            _tell("\n".join(map(key_id, settings.keys)))
            return 0
        asyncio.run(_run(asked.command, getattr(asked, "id", None), settings))
    except SettingsError as error:
        return _said(f"{error}", 2)
    except StorageUnavailable:
        return _said(
            "Storage did not answer: nothing can be said of what was under way. Run the same again; if it stays so, "
            "`python -m infra.doctor --as-me` says why (nobody is signed in, a role is missing).",
            1,
        )
    except PasseurError as refused:
        return _said(f"{refused}", 1)
    return 0


async def _run(command: str, backup_id: str | None, settings: StoreSettings) -> None:
    storage, backups = settings.open_storage(), settings.open_backups()
    try:
        match command:
            case "make":
                await storage.start()  # a table that this version adds has no rows yet, and is no outage
                await _make(storage, backups, settings)
            case "list":
                await _list(backups, settings)
            case "verify":
                await _verify(backup_id, backups, settings)
            case "restore":
                await storage.start()
                await _restore(backup_id or "", storage, backups, settings)
    finally:
        await backups.blobs.close()
        await storage.close()


async def _make(storage: Storage, backups: Backups, settings: StoreSettings) -> None:
    tenant_id = settings.organisation.tenant_id
    made, removed = await back_up(tenant_id, storage.tables, backups, clock=utc_now)
    _tell(_told(made))
    _tell(f"Read back and whole. {len(removed)} older ones removed.")
    if left_out := sum(table.left_out for table in made.tables.values()):
        _tell(f"{left_out} rows of other tenants are in the same tables, and not in this backup.")


async def _list(backups: Backups, settings: StoreSettings) -> None:
    tenant_id = settings.organisation.tenant_id
    found = await backups_of(tenant_id, backups.blobs)
    for each in found:
        try:
            _tell(_told(await trusted_manifest(each.id, tenant_id, backups.blobs, backups.keys)))
        except PasseurError as refused:
            _tell(f"{each.id:.40}  cannot be used: {refused}")
    if not found:
        _tell("There is no backup of this organisation.")


async def _verify(backup_id: str | None, backups: Backups, settings: StoreSettings) -> None:
    tenant_id = settings.organisation.tenant_id
    found = [each.id for each in await backups_of(tenant_id, backups.blobs) if each.whole]
    wanted = backup_id or (found[-1] if found else "")
    manifest = await verify_backup(wanted, tenant_id, backups.blobs, backups.keys)
    _tell(_told(manifest))
    _tell("Whole: every row was read, every hash is right.")


async def _restore(backup_id: str, storage: Storage, backups: Backups, settings: StoreSettings) -> None:
    organisation = settings.organisation
    backend = backend_of(storage, organisation, utc_now)

    async def no_again(noes: AllNoes) -> int:
        return await say_no_again(noes, backend, now=utc_now())

    async def forget_again(since: datetime) -> int:
        return await erase_again(backend, since=since, now=utc_now())

    done = await restore_backup(
        backup_id,
        organisation.tenant_id,
        storage.tables,
        backups.blobs,
        backups.keys,
        say_no_again=no_again,
        forget_again=forget_again,
        progress=lambda table, rows: _tell(f"  {table:12} {rows} rows"),
    )
    _tell(f"Restored {done.manifest.rows} rows, as they were at {_moment(done.manifest.began_at)}.")
    _tell(f"{done.messages} messages that were owed then are told as uncertain: nothing is sent twice unasked.")
    _tell(f"{done.runs} sendings that were under way are stopped: the programme lead resumes them (deliveries).")
    _tell(f"{done.forgotten} people who asked to be forgotten since are being erased again, by the next sweep.")
    for line in told_of_noes(done):
        _tell(line)


def _told(manifest: Manifest) -> str:
    return (
        f"{manifest.id}  {manifest.rows} rows, {manifest.size} bytes, schema {manifest.schema}, read from "
        f"{_moment(manifest.began_at)} to {_moment(manifest.ended_at)}"
    )


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _said(line: str, code: int) -> int:
    sys.stderr.write(f"{line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
