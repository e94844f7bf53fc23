"""The quick look at a row never misses anybody whom the slow one finds; and what it is quick at."""

import json
import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passeur.delivery.addresses import Address, ConversationKind
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.storage.leavers import Leavers
from passeur.storage.leaving import Leaver, hashed
from passeur.storage.long_texts import text_columns
from passeur.storage.looked_for import _WORD, LookedFor, Mark, _words_of, long_text_of, texts_of

NOW = datetime(2026, 11, 20, tzinfo=UTC)
# Whatever patterns and folding treat in a way of their own is among the letters.
LETTERS = st.text("aeznrtuiIklsSEſıİKßéÉœΣςµ0x\u0345\u0301\u01f0", min_size=1, max_size=5)
BETWEEN = st.text("-_'’.@| \u00a0\\nrtu09\u0345\u0301|é:", min_size=0, max_size=3)
NAMES = st.lists(LETTERS, min_size=1, max_size=3).map(" ".join)
EMAILS = st.builds("{}@{}.fr".format, LETTERS, LETTERS) | st.none()
IDS = st.one_of(
    st.uuids(version=4).map(str),
    st.sampled_from(["p-1", "nobody-1", "11111111-0000-4000-8000-000000000001", "a", "-", "z.z"]),
)
CHATS = st.one_of(
    st.none(),
    st.sampled_from(["a:1pZ-q7", "a:1", "::", "a:1Chat/with?odd#chars\\", '19:"é"@unq.gbl.spaces']),
    st.uuids().map(lambda each: f"19:{each}_{UUID(int=7)}@unq.gbl.spaces"),
    st.from_regex(r"a:1[0-9A-Za-z_-]{4,20}", fullmatch=True),
)


@st.composite
def erasures(draw: st.DrawFn) -> Erasure:
    chat = draw(CHATS)
    return Erasure(
        "tenant",
        draw(IDS),
        "erased-0123456789abcdef0123456789abcdef",
        TheirShares.STAY,
        NOW,
        "fr",
        draw(NAMES),
        draw(EMAILS),
        Address(chat, "https://example.com/", ConversationKind.PERSONAL) if chat else None,
    )


@st.composite
def mentions(draw: st.DrawFn, erasure: Erasure) -> str:
    """A text with what leads to somebody in it, as anything that writes may have written it."""
    leaver = Leaver.of(erasure)
    marks = [erasure.name, *leaver.ids, *map(hashed, leaver.ids), *filter(None, (erasure.email, leaver.chat))]
    mark = draw(st.sampled_from(marks))
    written = draw(st.sampled_from([mark, mark.upper(), mark.lower(), mark.title(), json.dumps(mark)[1:-1]]))
    text = draw(BETWEEN) + draw(LETTERS | st.just("")) + draw(BETWEEN) + written + draw(BETWEEN) + draw(LETTERS)
    return json.dumps({"said": text}, ensure_ascii=draw(st.booleans())) if draw(st.booleans()) else text


@settings(max_examples=400, deadline=None)
@given(st.data(), st.lists(erasures(), min_size=1, max_size=4, unique_by=lambda each: each.person_id))
def test_the_quick_look_misses_nobody_whom_the_slow_one_finds(data: st.DataObject, those: list[Erasure]) -> None:
    leavers = Leavers.of(those)
    text = data.draw(mentions(data.draw(st.sampled_from(those))))
    column = data.draw(st.sampled_from(["RowKey", "title", "name", "text", "email"]))
    row = {"PartitionKey": "tenant", "RowKey": "key", column: text}
    if data.draw(st.booleans()):
        # A long text, cut anywhere.
        there = json.dumps(text)
        cut = data.draw(st.integers(0, len(there)))
        row = {"PartitionKey": "tenant", "RowKey": "key", "text00": there[:cut], "text01": there[cut:]}
    slow = {each.erasure.person_id for each in leavers.leavers.values() if each.concerns(row)}
    marks = [mark for leaver in leavers.leavers.values() for mark in leaver.marks()]
    for few in (0, len(marks)):
        assert slow <= set(LookedFor.of(marks, few=few).who_may_be_in("\n".join(texts_of(row))))
    assert {each.erasure.person_id for each in leavers.concerned(row)} == slow


def test_folding_makes_a_letter_of_nothing_else_than_what_is_looked_at_closely() -> None:
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF]
    made = [each for each in every if not each.isalnum() and any(letter.isalnum() for letter in each.casefold())]
    assert made == ["\u0345"]
    apart = [each for each in every if re.fullmatch("[a-z]", each, re.IGNORECASE) and not each.casefold().isascii()]
    assert apart == ["\u0130", "\u0131"]


@pytest.mark.parametrize(
    ("mark", "text", "found"),
    [
        (Mark("who", "2fb4c5a1-0d7e-4b5c-9d6e-7f8091a2b3c4"), "c|2fb4c5a1-0d7e-4b5c-9d6e-7f8091a2b3c4|r", True),
        (Mark("who", "2fb4c5a1-0d7e-4b5c-9d6e-7f8091a2b3c4"), "at 2026-0d7e", True),
        (Mark("who", "2fb4c5a1-0d7e-cafe-9d6e-7f8091a2b3c4"), "c|11111111-1111-4111-8111-7f8091a2b3c4|r", False),
        (Mark("who", "0123456789abcdef"), "xx0123456789abcdefxx", True),
        (Mark("who", "0123456789abcdef"), "xx0123456789abcdexx", False),
        (Mark("who", "Anna Roy", alone=True), "demandez à ANNA ROY.", True),
        (Mark("who", "Anna Roy", alone=True), "Hanna Royer", False),
        (Mark("who", "anna@exemple.fr", alone=True), "écrivez à bob@exemple.fr", False),
        (Mark("who", "anna@exemple.fr", alone=True), '{"a": "l\\u2019adresse\\nanna@exemple.fr"}', True),
        (Mark("who", "A Royer", alone=True), "A Royer\u0345", True),
        (Mark("who", "::"), "anything", True),
    ],
)
def test_what_shows_a_mark(mark: Mark, text: str, found: bool) -> None:  # noqa: FBT001  # a column of the table
    assert bool(LookedFor.of([mark], few=0).who_may_be_in(text)) is found


@given(st.text(st.characters(max_codepoint=127)))
def test_the_words_of_a_plain_text_are_those_of_any(text: str) -> None:
    assert _words_of(text) == _WORD.findall(text)


def test_a_name_that_a_long_text_goes_on_with_is_somebody_else_s() -> None:
    erasure = Erasure("t", "p-1", "erased-1", TheirShares.STAY, NOW, "fr", "Anna Roy")
    text = "x" * (30_000 - len("Anna Roy")) + "Anna Royer"
    assert not Leaver.of(erasure).concerns({"PartitionKey": "t", "RowKey": "k", **text_columns(text)})


@pytest.mark.parametrize("cut", [1, 7, 18, 30, 35])
def test_an_id_that_two_pieces_of_a_long_text_share_is_found(cut: int) -> None:
    who = "2fb4c5a1-0d7e-4b5c-9d6e-7f8091a2b3c4"
    leavers = Leavers.of([Erasure("t", who, "erased-1", TheirShares.STAY, NOW, "fr", "Anna Roy")])
    row = {"PartitionKey": "t", "RowKey": "k", **text_columns("x" * (30_000 - cut) + who + "y")}
    assert who[:cut] == row["text00"][-cut:]
    assert [each.erasure.person_id for each in leavers.concerned(row)] == [who]
    left = leavers.leavers[who].without("cohorts", row)
    assert left is not None
    assert who not in long_text_of(left)
