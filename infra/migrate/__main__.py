"""`python -m infra.migrate`: rewrites the rows of older schemas as this version of Passeur writes them.

The product may go on meanwhile, once every process is of this version; a migration that was cut goes on where it was,
and one that has nothing to do changes nothing. Exit code 0: done; 1: refused, or storage did not answer; 2: a setting.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Mapping, Sequence

from infra.backup.settings import StoreSettings, read_store_settings
from passeur.errors import PasseurError, StorageUnavailable
from passeur.setting_values import SettingsError
from passeur.storage.migrations import Migrated, migrate
from passeur.storage.schema import SCHEMA, store_mark


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.migrate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say which schema the data is of")
    asked = parser.parse_args(arguments)
    try:
        settings = read_store_settings(os.environ if environment is None else environment)
        told = asyncio.run(_run(settings, only_check=asked.check))
    except SettingsError as error:
        return _said(f"{error}", 2)
    except StorageUnavailable:
        return _said(
            "Storage did not answer. Run the same again: it goes on where it was. If it stays so, "
            "`python -m infra.doctor --as-me` says why (nobody is signed in, a role is missing).",
            1,
        )
    except PasseurError as refused:
        return _said(f"{refused}", 1)
    sys.stdout.write(f"{told}\n")
    return 0


async def _run(settings: StoreSettings, *, only_check: bool) -> str:
    storage = settings.open_storage()
    tenant_id = settings.organisation.tenant_id
    try:
        await storage.start()
        if only_check:
            mark = await store_mark(tenant_id, storage.tables)
            return f"The data is of schema {mark.version}; this version of Passeur writes schema {SCHEMA}."
        return _told(await migrate(tenant_id, storage.tables))
    finally:
        await storage.close()


def _told(migrated: Migrated) -> str:
    if migrated.before == migrated.after:
        return f"The data is of schema {migrated.after} already: nothing was changed."
    return f"From schema {migrated.before} to {migrated.after}: {migrated.rewritten} rows were rewritten."


def _said(line: str, code: int) -> int:
    sys.stderr.write(f"{line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
