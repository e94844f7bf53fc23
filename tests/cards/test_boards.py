import json
from dataclasses import replace
from typing import Any

import pytest

from cards.ambassadors.board import board_card
from cards.ambassadors.board_sheet import board_sheet
from cards.ambassadors.own_board import own_board_card
from cards.kit import MOST_BYTES, size_of
from cards.verbs import Verb
from cards.view import LOCALES
from passeur.ambassadors.own_board import NextStep
from tests.cards.board_samples import BOARD, NOW, OWN, SMALL, TERM, long_board
from tests.cards.brief_samples import reached
from tests.cards.reading import of_type, shown, told
from tests.cards.samples import ORGANISATION, view
from tests.fakes.card_reading import titles


@pytest.mark.parametrize("locale", LOCALES)
def test_a_board_of_a_hundred_groups_fits_in_a_card_and_is_whole_in_the_file(locale: str) -> None:
    board = long_board()
    assert size_of(board_card(reached(view(locale)), board, "lead", NOW, is_ambassador=True)) <= MOST_BYTES
    file = board_sheet(board, ORGANISATION, locale).decode()
    assert all(f"metier-{number}-" in file and (number >= 40 or f"site-{number}-" in file) for number in range(60))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_chart_has_its_numbers_as_a_table(locale: str) -> None:
    for card in (board_card(view(locale), BOARD, "lead", NOW), own_board_card(view(locale), OWN)):
        charts = of_type(card, "Chart.")
        tables = [json.dumps(each["facts"]) for each in of_type(card, "FactSet")]
        assert charts
        for chart in charts:
            assert json.dumps(chart["fallback"]["facts"]) in tables


def test_gains_stand_under_their_provenance_and_no_sum_of_them_is_anywhere() -> None:
    card = told(board_card(view("en"), BOARD, "lead", NOW))
    assert "126.5" in card
    assert "31" in card
    assert "157.5" not in card
    assert "157" not in board_sheet(BOARD, ORGANISATION, "en").decode()


def test_what_is_not_told_says_so_and_shows_no_nought() -> None:
    card = board_card(view("fr"), SMALL, "lead", NOW)
    facts = [fact["value"] for each in of_type(card, "FactSet") for fact in each["facts"]]
    assert set(facts) == {"non montré"}
    assert "viennent de trop peu de personnes" in shown(card)


def test_a_cohort_s_term_tells_nothing_of_its_parts() -> None:
    card = shown(board_card(view("fr"), TERM, "lead", NOW))
    assert "Par métier" not in card
    assert "Par site" not in card


@pytest.mark.parametrize(
    ("step", "verb"),
    [
        (NextStep.SIGN, Verb.SHOW_CHARTER),
        (NextStep.CHECK_IN, Verb.OPEN_CHECK_IN),
        (NextStep.WISH, Verb.SHOW_WISHES),
        (NextStep.WORKSHOP, Verb.SHOW_WORKSHOPS),
        (NextStep.SHARE, Verb.OPEN_SHARE),
        (NextStep.GO_ON, None),
    ],
)
def test_an_idea_comes_with_the_click_that_does_it(step: NextStep, verb: Verb | None) -> None:
    card = own_board_card(view("fr"), replace(OWN, step=step))
    verbs = {each.get("verb") for each in card.get("actions", ())}
    assert verbs - {Verb.SHOW_BADGES.value} == ({verb.value} if verb else set())
    assert "Une idée pour la suite" in shown(card)


def test_a_file_is_one_click_away_when_there_is_a_way_to_it() -> None:
    def links(card: Any) -> list[str]:
        return [each["url"] for each in of_type(card, "Action.OpenUrl")]

    assert links(board_card(view("fr"), BOARD, "lead", NOW)) == []
    (link,) = links(board_card(reached(view("fr")), BOARD, "lead", NOW))
    assert link.startswith("https://passeur.example.net/api/kpis/file?t=")
    assert "Mes chiffres" in titles(board_card(view("fr"), BOARD, "lead", NOW, is_ambassador=True))
    assert "Mes chiffres" not in titles(board_card(view("fr"), BOARD, "lead", NOW))
