"""The cards of the call with what people may write, however wild or long."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards.ambassadors.application import ApplicationForm, application_card
from cards.ambassadors.candidates import candidates_card
from cards.ambassadors.nomination import nominated_card, nomination_card, nomination_form_card
from cards.ambassadors.review import ReviewForm, review_card
from cards.kit import MOST_BYTES, size_of
from cards.view import LOCALES
from passeur.ambassadors.application_form import LONGEST_STATEMENT, ApplicationField
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.review_form import FIELDS, LONGEST_EVIDENCE
from passeur.ambassadors.see_candidates import ON_A_PAGE, CandidatePage
from tests.cards.call_samples import CANDIDATE, COHORT, LISTED, PAGE, PERSON
from tests.cards.model import faults
from tests.cards.reading import blocks, of_type, shown
from tests.cards.samples import view
from tests.fakes.card_reading import values, words

MARKDOWN = MarkdownIt("commonmark").enable("strikethrough")
PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
HEAVY = ("😀", "\\", "*", '"', "語", "👩‍👩‍👧‍👦", "<")
WILD = st.one_of(
    st.text(min_size=1, max_size=80),
    st.sampled_from(
        (
            "[Mon RH](https://evil.example)",
            "<at>Tout le monde</at>",
            "**gras** ${secret} {{DATE(2026-11-17T08:00:00Z)}}",
            "1. un\n2. deux\n# trois\n> quatre",
            "\u202egnp.exe \u2066שלום\u2069",
            "\u200b\u200d\ufeff",
        )
    ),
)


def page(name: str) -> CandidatePage:
    listed = tuple(replace(LISTED[0], name=name) for _ in range(ON_A_PAGE))
    return replace(PAGE, listed=listed)


@given(WILD, WILD)
def test_whatever_people_write_shows_as_text_and_nothing_else(name: str, text: str) -> None:
    reader = view("fr")
    for card in (
        candidates_card(reader, page(name)),
        nominated_card(reader, replace(PERSON, name=name)),
        nomination_card(reader, COHORT, name),
        review_card(reader, ReviewForm(replace(CANDIDATE, statement=text), name)),
    ):
        assert faults(card) == []
        for block in blocks(card):
            for token in MARKDOWN.parse(block):
                assert token.type in PLAIN
                assert {child.type for child in token.children or []} <= PLAIN
        assert not any(sign in shown(card) for sign in "\u200b\u202e\u2066\u2069\ufeff")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sign", HEAVY)
def test_the_longest_that_is_kept_fits_in_a_card_whole(sign: str, locale: str) -> None:
    statement = (sign * LONGEST_STATEMENT)[:LONGEST_STATEMENT]
    evidence = dict.fromkeys((each for each in FIELDS if each.startswith("evidence")), (sign * 400)[:LONGEST_EVIDENCE])
    reader, candidate = view(locale), replace(CANDIDATE, statement=statement)
    form = ApplicationForm(COHORT.id, Way.SPOTTED, {ApplicationField.STATEMENT: statement})
    for card in (
        application_card(reader, form),
        review_card(reader, ReviewForm(candidate, sign * 200, evidence)),
        candidates_card(reader, page(sign * 200)),
    ):
        assert size_of(card) <= MOST_BYTES
        assert faults(card) == []
    assert values(application_card(reader, form))["statement"] == statement
    reviewed = values(review_card(reader, ReviewForm(candidate, sign, evidence)))
    assert {name: reviewed[name] for name in evidence} == evidence


@pytest.mark.parametrize("sign", HEAVY)
def test_ten_thousand_characters_come_back_as_far_as_a_card_holds_them(sign: str) -> None:
    far_too_long = sign * 10_000
    application = ApplicationForm(COHORT.id, Way.VOLUNTEERED, {ApplicationField.STATEMENT: far_too_long})
    review = ReviewForm(CANDIDATE, "", dict.fromkeys(FIELDS, far_too_long))
    for card in (application_card(view("fr"), application), review_card(view("fr"), review)):
        assert size_of(card) <= MOST_BYTES
        assert all(values(card).get(name) for name in values(card) if name == "statement" or "evidence" in name)


@pytest.mark.parametrize("count", [1, 40, 150, 900])
@pytest.mark.parametrize("name", ["Camille Moreau", "😀" * 200])
def test_a_team_of_any_size_is_listed_as_far_as_a_card_holds_it(name: str, count: int) -> None:
    team = [replace(PERSON, id=f"33333333-0000-4000-8000-{number:012d}", name=name) for number in range(count)]
    card = nomination_form_card(view("fr"), COHORT.id, team)
    assert size_of(card) <= MOST_BYTES
    (who,) = of_type(card, "Input.ChoiceSet")
    listed = len(who["choices"])
    assert listed == count or listed >= 40
    assert ("La liste s’arrête là" in words(card)) is (listed < count)


def test_what_candidates_did_is_told_to_nobody() -> None:
    # Who, where, how available, how they came: nothing that counts what they did.
    told: Any = words(candidates_card(view("en"), replace(PAGE, listed=LISTED[:1])))
    assert told.split("\n")[2:5] == [
        "Camille Moreau",
        "Purchasing, Nantes",
        "Half a day a month · nominated by their manager · to be decided · 1 review of 2",
    ]
