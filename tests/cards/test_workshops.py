"""Cards of workshops and decisions with the worst that people write in them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cards.ambassadors.calendar_file import calendar_file
from cards.ambassadors.decisions import DecisionForm, decision_card, decisions_card
from cards.ambassadors.feedback import code_card, feedback_card
from cards.ambassadors.workshop_form import WorkshopForm
from cards.ambassadors.workshops import edit_card, workshop_card, workshops_card
from cards.kit import MOST_BYTES, size_of
from cards.view import LOCALES
from passeur.ambassadors.decision_form import LONGEST_WHAT, LONGEST_WHY, DecisionField
from passeur.ambassadors.told_feedback import ToldFeedback
from passeur.ambassadors.workshop_form import LONGEST_PLACE, LONGEST_TITLE, WorkshopField
from passeur.errors import Problem
from tests.cards.model import faults
from tests.cards.reading import blocks, of_type, shown
from tests.cards.samples import ORGANISATION, view
from tests.cards.test_wild_content import MARKDOWN, OURS, WILD
from tests.cards.test_worst_cases import HEAVY
from tests.cards.workshop_samples import DECISIONS, LOG, NOW, TO_COME, TODAY, WORKSHOP, told


def cards_of(sign: str, locale: str) -> list[dict[str, Any]]:
    reader = view(locale)
    workshop = replace(WORKSHOP, title=(sign * LONGEST_TITLE)[:LONGEST_TITLE], place=(sign * 200)[:LONGEST_PLACE])
    decision = replace(DECISIONS[1], what=sign * LONGEST_WHAT, why=sign * LONGEST_WHY, struck_why=sign * LONGEST_WHAT)
    log = replace(LOG, decisions=[decision] * 6, names={"gone": sign * 500, "steering-1": sign * 500})
    form = WorkshopForm(
        "f", dict.fromkeys(WorkshopField, sign * 10_000), dict.fromkeys(WorkshopField, Problem.TOO_LONG)
    )
    typed = DecisionForm("f", dict.fromkeys(DecisionField, sign * 10_000))
    return [
        workshops_card(reader, [workshop] * 400, form, TODAY),
        workshop_card(reader, told(workshop, ToldFeedback(123_456, useful=True, will_use=False))),
        edit_card(reader, form),
        feedback_card(reader, workshop, sign * 10_000, TODAY),
        code_card(reader, typed=sign * 10_000, problem="x"),
        decisions_card(reader, log, typed),
        decision_card(reader, replace(log, decisions=[replace(decision, struck_at=None)]), typed),
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sign", HEAVY.values(), ids=HEAVY)
def test_the_longest_texts_fit_in_a_card(sign: str, locale: str) -> None:
    for card in cards_of(sign, locale):
        assert faults(card) == []
        assert size_of(card) <= MOST_BYTES


@given(WILD, WILD)
def test_whatever_people_write_is_no_markdown_mention_or_link(text: str, name: str) -> None:
    workshop = replace(WORKSHOP, title=text, place=text)
    decision = replace(DECISIONS[1], what=text, why=text, struck_why=text)
    log = replace(LOG, decisions=[decision], names={"gone": name, "steering-1": name})
    reader = view("fr")
    for card in (
        workshop_card(reader, told(workshop)),
        feedback_card(reader, workshop, name, TODAY),
        decisions_card(reader, log, DecisionForm("f", {"what": text})),
    ):
        assert faults(card) == []
        for block in blocks(card):
            for token in MARKDOWN.parse(block):
                assert token.type in OURS
                assert not [child for child in token.children or [] if child.type == "link_open"]
        assert "{{" not in shown(card)
        assert "<at>" not in shown(card)


def test_inputs_of_one_card_have_names_of_their_own() -> None:
    for card in cards_of("x", "fr"):
        names = [each["id"] for each in of_type(card, "Input.")]
        assert len(names) == len(set(names))


@given(title=st.text(max_size=120), place=st.text(max_size=120))
def test_a_calendar_file_says_what_the_workshop_says_and_nothing_more(title: str, place: str) -> None:
    workshop = replace(TO_COME, title=title, place=place)
    content = calendar_file(workshop, ORGANISATION, NOW)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert set(event) <= {"UID", "SEQUENCE", "DTSTAMP", "SUMMARY", "LOCATION", "DTSTART", "DTEND"}
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=90)
    assert workshop.code not in content.decode()
    assert workshop.host_id not in content.decode()


def test_a_calendar_file_of_a_corrected_workshop_takes_the_place_of_the_first() -> None:
    files = [calendar_file(replace(TO_COME, version=version), ORGANISATION, NOW) for version in (1, 3)]
    first, third = (Calendar.from_ical(each).walk("VEVENT")[0] for each in files)
    assert first["UID"] == third["UID"]
    assert (first["SEQUENCE"], third["SEQUENCE"]) == (0, 2)
