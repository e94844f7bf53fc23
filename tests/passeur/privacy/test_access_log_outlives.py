"""Whoever is erased cannot hide what they read: of them, the access log keeps an id, and that for a year."""

from dataclasses import replace
from datetime import timedelta

import pytest

from passeur.privacy.holdings import Marks
from passeur.privacy.keep_no_longer import keep_no_longer
from passeur.privacy.read_accesses import read_accesses
from passeur.privacy.register_model import Names
from passeur.privacy.retention_rules import PERIODS
from passeur.privacy.retention_rules import Kept as Rule
from passeur.storage.entities import ETAG, KEY, PARTITION
from passeur.storage.table import Put
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY
from tests.passeur.ambassadors.erasing import ANNA, BOB, CHAT, CHLOE, WORDS
from tests.passeur.privacy.everywhere import EMAIL, NAME, plant_everywhere
from tests.passeur.privacy.mortal import Kept, erase, open_mortal


@pytest.fixture
async def kept() -> Kept:
    opened = open_mortal()
    await plant_everywhere(opened.storage, TENANT)
    return opened


async def test_the_access_log_still_says_that_they_read_by_their_id_alone_until_its_year_ends(kept: Kept) -> None:
    (before,) = [row for row in kept.tables["accesses"].rows.values() if row["person_id"] == ANNA]
    await erase(ANNA, kept.backend, CHAT)
    assert kept.mentions(ANNA) == [("accesses", before)]
    assert set(before) == {PARTITION, KEY, "at", "person_id", "what", "about", ETAG}
    assert not [mark for mark in (NAME, EMAIL, CHAT.conversation_id, WORDS) if mark in str(before)]
    accesses, names = await read_accesses(kept.backend, now=THURSDAY, most=10)
    assert sorted(each.person_id for each in accesses) == sorted([ANNA, BOB])
    assert names == {BOB: "Bob Durand"}
    # The person, should they come back, is shown it.
    held = await kept.storage.holdings.of_person(TENANT, Marks((ANNA,), None))
    assert [(each.kind, each.as_what, each.fields["person_id"]) for each in held] == [
        ("accesses.access", Names.AUTHOR, ANNA)
    ]
    # What a restore brings back is no reason to erase them again.
    assert await kept.storage.erasures.marked_among_rows(TENANT, THURSDAY) == []
    now = THURSDAY + PERIODS[Rule.ACCESSES] + timedelta(days=32)
    await keep_no_longer(replace(kept.backend, clock=lambda: now), now=now, most=10_000)
    assert kept.mentions(ANNA) == []


async def test_a_word_about_them_in_the_access_log_would_go_and_their_id_stay(kept: Kept) -> None:
    (row,) = [row for row in kept.tables["accesses"].rows.values() if row["person_id"] == ANNA]
    own = {name: value for name, value in row.items() if name != ETAG}
    await kept.tables["accesses"].write(Put({**own, "about": f"{ANNA}, {NAME}"}))
    await erase(ANNA, kept.backend, CHAT)
    (left,) = [row for row in kept.tables["accesses"].rows.values() if row["person_id"] == ANNA]
    assert ANNA not in left["about"]
    assert NAME not in left["about"]
    assert kept.leads_to(ANNA) == []


async def test_of_whoever_never_read_what_tells_of_others_nothing_stays(kept: Kept) -> None:
    await erase(CHLOE, kept.backend, replace(CHAT, conversation_id="a:chat-of-chloe"))
    assert kept.mentions(CHLOE) == []
