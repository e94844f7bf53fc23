from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cards.ambassadors.check_in import CheckInForm, check_in_card, check_in_receipt, form_of
from cards.ambassadors.help_requests import help_offer_card, help_offered_card, help_request_card, peer_help_card
from cards.kit import MOST_BYTES, size_of
from cards.run_words import run_title
from cards.verbs import Verb
from cards.view import LOCALES, View
from passeur.ambassadors.check_in_form import LONGEST_TEXT, Field, read_answer
from passeur.ambassadors.check_ins import Blocker
from passeur.ambassadors.read_check_in import OpenedCheckIn
from passeur.errors import Problem
from passeur.people import Topic
from tests.cards.check_in_samples import CHECK_IN, KNOWN, NADIA, REF, REFUSED, SILENT, UNASKED
from tests.cards.model import faults
from tests.cards.reading import field, of_type
from tests.cards.samples import view
from tests.fakes.card_reading import execute, markdown, readable, titles, values, words

HEAVY = ["😀", "\\", "*", '"', "語", "<", "👩‍👩‍👧‍👦"]
WILD = "[clic](https://mal.example) <at>Tous</at> **gras** ${x} `code` _italique_"


@pytest.fixture(params=LOCALES)
def reader(request: pytest.FixtureRequest) -> View:
    return view(request.param)


def help_cards(reader: View, check_in: Any, person: Any) -> list[dict[str, Any]]:
    draws = (help_request_card, peer_help_card, help_offer_card, help_offered_card)
    return [draw(reader, check_in, person) for draw in draws]


@pytest.mark.parametrize("sign", HEAVY)
def test_every_card_with_the_longest_texts_and_names_fits_and_is_valid(reader: View, sign: str) -> None:
    text = (sign * LONGEST_TEXT)[:LONGEST_TEXT]
    heavy = replace(CHECK_IN, blocker_text=text, help_text=text, blockers=frozenset(Blocker))
    person = replace(NADIA, name=(sign * 10_000)[:10_000])
    opened = form_of(OpenedCheckIn(REF, heavy))
    problems: dict[str, Problem] = dict.fromkeys(map(str, Field), Problem.TOO_LONG)
    drawn = [
        check_in_card(reader, opened),
        check_in_card(reader, replace(opened, problems=problems)),
        check_in_receipt(reader, REF, heavy),
        *help_cards(reader, heavy, person),
    ]
    for card in drawn:
        assert size_of(card) <= MOST_BYTES
        assert faults(card) == []
    assert field(drawn[0], Field.HELP_TEXT)["value"] == text


def test_of_a_form_beyond_the_size_of_a_card_only_the_longest_text_is_cut(reader: View) -> None:
    typed: dict[str, str] = {Field.WORKSHOPS: "2", Field.BLOCKER_TEXT: "a" * 10_000, Field.HELP_TEXT: "é" * 100_000}
    card = check_in_card(reader, CheckInForm(REF, 0, typed, {Field.HELP_TEXT: Problem.TOO_LONG}))
    assert size_of(card) <= MOST_BYTES
    assert field(card, Field.WORKSHOPS)["value"] == "2"
    assert field(card, Field.BLOCKER_TEXT)["value"] == "a" * 10_000
    assert len(field(card, Field.HELP_TEXT)["value"]) > 5_000


def test_what_somebody_wrote_is_shown_as_it_was_written(reader: View) -> None:
    wild = replace(CHECK_IN, blocker_text=WILD, help_text=WILD)
    for card in help_cards(reader, wild, replace(NADIA, name=WILD)):
        read = markdown(card)
        assert "](http" not in read.replace("\\]", "").replace("\\[", "")
        assert "<at>" not in read
        assert "**gras**" not in read


def test_the_figures_of_a_check_in_are_on_no_card_that_somebody_else_reads(reader: View) -> None:
    planted = replace(CHECK_IN, workshops=31, prompts=277, use_cases=91, gain_hours=Decimal("413.25"))
    for card in help_cards(reader, planted, NADIA):
        assert not any(figure in readable(card) for figure in ("277", "413", " 31", " 91"))


def test_what_the_card_holds_can_be_sent_as_it_is(reader: View) -> None:
    for said in (None, CHECK_IN, SILENT):
        form = form_of(OpenedCheckIn(REF, said, KNOWN))
        answer = read_answer(values(check_in_card(reader, form)))
        assert answer == OpenedCheckIn(REF, said, KNOWN).filled_with


def test_the_box_of_what_gets_in_the_way_is_closed_until_it_holds_something(reader: View) -> None:
    def is_open(form: CheckInForm) -> bool:
        (box,) = [each for each in of_type(check_in_card(reader, form), "Container") if each.get("id")]
        return box.get("isVisible", True) is True

    assert not is_open(UNASKED)
    assert is_open(form_of(OpenedCheckIn(REF, CHECK_IN)))
    assert is_open(replace(UNASKED, problems={Field.HELP_TEXT: Problem.TOO_LONG}))
    assert is_open(REFUSED)


def test_a_card_that_came_by_itself_can_be_declined_and_one_that_was_asked_for_has_no_such_button() -> None:
    reader = view("fr")
    unasked = check_in_card(reader, UNASKED)
    assert reader.signer.read(execute(unasked, Verb.DECLINE_TOPIC)["data"]["token"]).subject == Topic.CHECK_IN
    assert len(unasked["actions"]) <= 6
    asked_for = check_in_card(reader, replace(UNASKED, unasked=False))
    assert "Ne plus recevoir cette carte" not in titles(asked_for)


def test_a_correction_is_neither_put_off_nor_passed_over() -> None:
    card = check_in_card(view("fr"), form_of(OpenedCheckIn(REF, CHECK_IN)))
    assert [title.replace("\u202f", " ") for title in titles(card)] == ["Un blocage, besoin d’aide ?", "Envoyer"]
    token = view("fr").signer.read(execute(card, Verb.SUBMIT_CHECK_IN)["data"]["token"])
    assert (token.subject, token.version) == (str(REF), CHECK_IN.version)


def test_each_problem_names_its_field() -> None:
    told = words(check_in_card(view("fr"), REFUSED))
    for name in ("Ateliers animés", "Prompts créés", "Cas d’usage lancés", "Ce qui bloque"):
        assert f"⚠ {name} : " in told


def test_the_lead_s_run_card_names_the_cohort_and_the_first_day() -> None:
    titles_of = {locale: run_title(view(locale), REF.run).replace("\u00a0", " ") for locale in LOCALES}
    assert titles_of["fr"] == "Point d’étape des ambassadeurs, promotion 2026-1, à partir du 16 novembre 2026"
    assert titles_of["en"] == "Check-in of the ambassadors, cohort 2026-1, from 16 November 2026"
