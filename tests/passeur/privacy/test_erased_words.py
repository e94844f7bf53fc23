"""How an erased person is found in other people's words, and what is never taken for them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from passeur.delivery.runs import Watcher
from passeur.people import Person
from passeur.privacy.erasures import SETTLES_IN
from passeur.privacy.forget_leavers import forget_leavers
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.leaving import own_columns
from passeur.storage.table import Put
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY
from tests.passeur.ambassadors.erasing import ANNA, CHAT, RUN
from tests.passeur.privacy.everywhere import BOBS, EMAIL, NAME, plant_everywhere
from tests.passeur.privacy.mortal import Kept, Told, erase, look_once, open_mortal

LONG_AGO = THURSDAY - timedelta(days=400)
# As Teams names chats: nothing in it says whose it is.
HER_CHAT = replace(CHAT, conversation_id="a:1pZ-q7")


@pytest.fixture
async def kept() -> Kept:
    opened = open_mortal()
    await plant_everywhere(opened.storage, TENANT)
    return opened


async def _limits_after(kept: Kept, written: str) -> str:
    """What is left of Bob's words once Anna is erased."""

    def his() -> Row:
        return next(row for row in kept.tables["shares"].rows.values() if row[KEY] == f"s|{BOBS.id}")

    row = own_columns(his())
    row.pop(ETAG, None)
    await kept.tables["shares"].write(Put({**row, "limits": written}))
    await erase(ANNA, kept.backend, CHAT)
    return str(his()["limits"])


@pytest.mark.parametrize("email", [EMAIL, f"jo.{EMAIL}", f"jo-{EMAIL}"])
async def test_somebody_whose_address_holds_theirs_does_not_keep_an_erasure_from_ending(kept: Kept, email: str) -> None:
    await kept.storage.people.put(Person(TENANT, "somebody-1", f"Jo-{NAME}", email=email))
    await erase(ANNA, kept.backend, CHAT)
    other = await kept.storage.people.get(TENANT, "somebody-1")
    assert other is not None
    assert (other.name, other.email) == (f"Jo-{NAME}", email)


@pytest.mark.parametrize(
    "written", [NAME, NAME.lower(), EMAIL.upper(), f"d’{NAME}", f"_{NAME}_", f"-{NAME},", f"<{EMAIL}>."]
)
async def test_a_name_is_taken_out_of_other_people_s_words_however_they_write_it(kept: Kept, written: str) -> None:
    left = await _limits_after(kept, f"Demandez à {written}")
    assert "tourneboule" not in left.lower()
    assert "[...]" in left


@pytest.mark.parametrize("written", [f"Jo-{NAME}", f"{NAME}-Petit", f"{NAME}t", f"jo-{EMAIL}"])
async def test_a_longer_name_is_somebody_else_s(kept: Kept, written: str) -> None:
    assert await _limits_after(kept, f"Demandez à {written}") == f"Demandez à {written}"


async def test_the_chat_of_who_left_is_forgotten_with_them_and_nothing_is_said_there(kept: Kept) -> None:
    anna = await kept.storage.people.get(TENANT, ANNA)
    assert anna is not None
    await kept.storage.people.put(replace(anna, active=False, address=HER_CHAT))
    watching = (Watcher(HER_CHAT, "card-1", "fr"),)
    await kept.storage.runs.change(TENANT, RUN, lambda run: replace(run, watchers=watching))
    await kept.storage.retention.note_leavers(TENANT, LONG_AGO, 100)
    assert await forget_leavers(kept.backend, LONG_AGO, now=THURSDAY, most=100) == 1
    told = Told()
    looks = [await look_once(ANNA, kept.backend, told, THURSDAY + look * SETTLES_IN) for look in range(3)]
    assert looks[-1]
    assert kept.mentions(HER_CHAT.conversation_id) == []
    assert told.told == []
    # They did not ask to be left out: an import that finds them again may bring them back.
    gone = await kept.storage.erasures.gone(TENANT)
    assert not gone(ANNA)
