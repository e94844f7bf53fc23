"""`python -m infra.local.demo`: loads the demonstration company into a storage that is empty.

`python -m infra.local.demo people` only writes its file of people, the one to try an import with.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime

from infra.local.demo.ambassadors.story import make_programme
from infra.local.demo.chats import chats_url, with_chats
from infra.local.demo.company import make_company
from infra.local.demo.history import make_history
from infra.local.demo.load import chats_of, day_to_tell, load
from infra.local.demo.move_chats import move_chats
from infra.local.demo.organisation import environment
from infra.local.demo.people_file import write_people_file
from infra.local.state import State
from infra.local.trouble import Trouble
from passeur.errors import PasseurError, StorageUnavailable
from passeur.organisation import Organisation
from passeur.people import Person
from passeur.setting_values import SettingsError
from passeur.settings import read_organisation, read_storage
from passeur.storage.bundle import Storage
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB

_STEPS = 5


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.local.demo", description=__doc__)
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day that follows the story (default: today)"
    )
    parser.add_argument("what", nargs="?", choices=("load", "people"), default="load")
    asked = parser.parse_args()
    if asked.what == "people":
        state = State.from_environment(os.environ)
        state.make()
        print(write_people_file(state))
        return 0
    try:
        organisation = read_organisation(environment())
        company = with_chats(make_company(organisation.tenant_id), chats_url(os.environ))
        asyncio.run(_fill(organisation, company, asked.today or datetime.now(organisation.recap.zone).date()))
    except StorageUnavailable:
        print("Storage did not answer. Start it (make run does) and run this again: what is missing will be added.")
        return 1
    except (PasseurError, Trouble) as refused:
        print(refused)
        return 1
    return 0


async def _fill(organisation: Organisation, company: Sequence[Person], today: date) -> None:
    began = time.monotonic()
    storage = _open()
    try:
        await storage.start()
        day = await day_to_tell(storage, organisation.tenant_id, today)
        if day is None:
            print("Storage has data already: the demonstration company is left as it is.")
            if moved := await move_chats(storage, company):
                print(f"The chats of {moved} of its people are at {chats_of(company)} now.")
            return
        if day != today:
            print(f"A load of {day} was cut: it is completed.")
        history = make_history(company, today=day, schedule=organisation.recap)
        programme = make_programme(company, history, schedule=organisation.recap)
        print(
            f"Demonstration company: {len(company)} people, {len(history.shares)} shares, "
            f"{len(history.reproductions)} reproductions, {len(history.recaps)} recaps; "
            f"{len(programme.terms)} terms of ambassadors, {len(programme.meetings)} workshops, "
            f"{len(programme.check_ins)} check-ins."
        )
        rows = await load(storage, company, history, programme, _Steps())
        print(f"{rows} rows in {time.monotonic() - began:.1f} s.")
    finally:
        await storage.close()


def _open() -> Storage:
    settings = read_storage(os.environ)
    try:
        return open_storage(settings, patience=FOR_A_JOB)
    except ValueError as error:
        raise SettingsError(f"PASSEUR_STORAGE_CONNECTION or PASSEUR_STORAGE_ACCOUNT cannot be used: {error}") from error


class _Steps:
    """Prints how far the load is, every fifth of the way."""

    def __init__(self) -> None:
        self.printed = 0

    def __call__(self, done: int, total: int) -> None:
        step = done * _STEPS // total
        if step > self.printed:
            self.printed = step
            print(f"  {done} of {total} rows", flush=True)


if __name__ == "__main__":
    sys.exit(main())
