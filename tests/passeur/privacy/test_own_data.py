"""What a person is given of what is held about them: all of theirs, and nothing of anybody else."""

import json
from dataclasses import replace

import pytest

from passeur.privacy.holdings import Holding, Marks
from passeur.privacy.register_model import Names
from passeur.storage.bundle import ERASURES
from tests.passeur.ambassadors.check_ins import TENANT
from tests.passeur.ambassadors.erasing import ANNA, BOB, CHAT, CHLOE, WORDS
from tests.passeur.privacy.everywhere import BOBS_CHAT, EMAIL, NAME, TOLD, plant_everywhere
from tests.passeur.privacy.mortal import Kept, erase, open_mortal


@pytest.fixture
async def kept() -> Kept:
    opened = open_mortal()
    await plant_everywhere(opened.storage, TENANT)
    return opened


async def _held(kept: Kept, person_id: str) -> list[Holding]:
    person = await kept.storage.people.get(TENANT, person_id)
    return await kept.storage.holdings.of_person(TENANT, Marks.of(person_id, person))


def _text(held: list[Holding]) -> str:
    return json.dumps([[each.kind, dict(each.fields)] for each in held], ensure_ascii=False)


async def test_everything_in_any_table_that_leads_to_the_person_is_given(kept: Kept) -> None:
    held = await _held(kept, ANNA)
    told = _text(held)
    assert {mark: told.count(mark) > 0 for mark in (NAME, EMAIL, CHAT.conversation_id, WORDS, TOLD)} == dict.fromkeys(
        (NAME, EMAIL, CHAT.conversation_id, WORDS, TOLD), True
    )
    # As many as there are rows that name her, whatever the table: none is passed over.
    assert {each.kind.partition(".")[0] for each in held} == {name for name, _ in kept.mentions(ANNA)}
    rows = [row for _, row in kept.mentions(ANNA)]
    others = [row for _, row in kept.mentions(CHAT.conversation_id) if row not in rows]
    feedback = 1
    assert len(held) == len(rows) + len(others) + feedback


async def test_each_value_of_a_row_that_is_theirs_is_given(kept: Kept) -> None:
    held = await _held(kept, ANNA)
    told = _text([each for each in held if each.as_what is Names.SUBJECT])
    for table, key in (("people", ANNA), ("terms", ANNA), ("checkins", ANNA), ("candidates", f"c|{ANNA}")):
        rows = [
            row
            for _, row in kept.mentions(ANNA)
            if row["RowKey"].endswith(key) and row in kept.tables[table].rows.values()
        ]
        assert rows
        for row in rows:
            for name, value in row.items():
                if (
                    isinstance(value, str)
                    and not name[0].isupper()
                    and name != "odata.etag"
                    and value not in (BOB, CHLOE)
                ):
                    assert json.dumps(value, ensure_ascii=False)[1:-1] in told or value[:1] in "{[", f"{table}.{name}"


async def test_nothing_is_given_about_anybody_else(kept: Kept) -> None:
    told = _text(await _held(kept, ANNA))
    for other in (
        BOB,
        CHLOE,
        "Bob Durand",
        "Chloé Petit",
        "bob@exemple.fr",
        "chloe@exemple.fr",
        BOBS_CHAT.conversation_id,
    ):
        assert other not in told, other
    for words in ("Le lien est mort", "a plain reason", "places", "seen", "Comme "):
        assert words not in told, words


async def test_what_others_are_to_the_person_is_said_without_a_word_of_them(kept: Kept) -> None:
    held = await _held(kept, ANNA)
    mentioned = {each.kind for each in held if each.as_what in (Names.MANAGER, Names.OTHER)}
    assert {"people.person", "teams.team", "terms.term"} <= mentioned
    assert all(not each.fields for each in held if each.as_what in (Names.MANAGER, Names.OTHER))
    reviews = [each for each in held if each.kind == "candidates.review"]
    assert sorted(each.as_what for each in reviews) == [Names.AUTHOR, Names.SUBJECT, Names.SUBJECT]
    assert [dict(each.fields) for each in reviews if each.as_what is Names.AUTHOR] == [{"key:author": ANNA}]


async def test_not_even_the_pseudonym_of_somebody_who_was_erased_is_given(kept: Kept) -> None:
    await erase(CHLOE, kept.backend, replace(BOBS_CHAT, conversation_id="a:chat-of-chloe"))
    assert kept.mentions("erased-")
    assert "erased-" not in _text(await _held(kept, ANNA))


async def test_whoever_was_never_there_is_held_nowhere(kept: Kept) -> None:
    assert await _held(kept, "99999999-0000-4000-8000-000000000009") == []
    assert ERASURES in kept.tables
