"""Cards and files of the literacy record with the worst that somebody writes in them."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from cards.kit import MOST_BYTES, size_of
from cards.literacy.form import MeasureForm, measure_form_card
from cards.literacy.record import PAGE, record_card, withdrawal_card
from cards.literacy.sheet import record_sheet
from cards.view import LOCALES
from passeur.errors import Problem
from passeur.literacy.known_measures import KnownKind, KnownMeasure
from passeur.literacy.measure_form import LONGEST, MeasureField
from passeur.literacy.read_record import LiteracyRecord
from tests.cards.literacy_samples import CONTENT, KNOWN, MEASURE, NOW, RECORD, STARTS
from tests.cards.model import faults
from tests.cards.reading import blocks, shown
from tests.cards.samples import ORGANISATION, view
from tests.cards.test_wild_content import MARKDOWN, OURS, WILD
from tests.cards.test_worst_cases import HEAVY


def cards_of(sign: str, locale: str) -> list[dict[str, Any]]:
    reader = view(locale)
    longest: dict[str, str] = {name: (sign * most)[:most] for name, most in LONGEST.items()}
    content = replace(
        CONTENT,
        title=longest[MeasureField.TITLE],
        audience=longest[MeasureField.AUDIENCE],
        about=longest[MeasureField.ABOUT],
        link="https://exemple.fr/" + "a" * 980,
    )
    measure = replace(MEASURE, content=content)
    record = LiteracyRecord(KNOWN * 8, (measure,) * 40, (measure,) * 9)
    typed: dict[str, str] = dict.fromkeys(MeasureField, sign * 10_000)
    problems: dict[str, Problem] = dict.fromkeys(LONGEST, Problem.TOO_LONG)
    return [
        record_card(reader, record, may_write=True),
        record_card(reader, record, may_write=True, page=3),
        withdrawal_card(reader, measure),
        measure_form_card(reader, MeasureForm("f", longest)),
        measure_form_card(reader, MeasureForm("f", typed, problems)),
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sign", HEAVY.values(), ids=HEAVY)
def test_the_longest_texts_fit_in_a_card(sign: str, locale: str) -> None:
    for card in cards_of(sign, locale):
        assert faults(card) == []
        assert size_of(card) <= MOST_BYTES


@given(WILD, WILD)
def test_whatever_is_written_is_no_markdown_mention_or_link(title: str, about: str) -> None:
    content = replace(CONTENT, title=title, audience=about, about=about, link="")
    record = replace(RECORD, recorded=(replace(MEASURE, content=content),))
    for card in (
        record_card(view("fr"), record, may_write=True),
        withdrawal_card(view("fr"), record.recorded[0]),
        measure_form_card(view("fr"), MeasureForm("f", {"title": title, "about": about})),
    ):
        assert faults(card) == []
        for block in blocks(card):
            for token in MARKDOWN.parse(block):
                assert token.type in OURS
                assert not [child for child in token.children or [] if child.type == "link_open"]
        assert "{{" not in shown(card)
        assert "<at>" not in shown(card)


@given(WILD)
def test_no_cell_of_the_table_is_a_formula_and_every_measure_has_its_line(text: str) -> None:
    content = replace(CONTENT, title=text, audience=text, about=text)
    record = replace(RECORD, recorded=(replace(MEASURE, content=content),))
    table = record_sheet(record, ORGANISATION, "fr", NOW).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline=""), delimiter=";"))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    texts_of_known = sum(len(each.materials) for each in record.known)
    measures = len(record.known) + texts_of_known + len(record.recorded) + len(record.withdrawn)
    assert len([row for row in rows if len(row) == 12]) == 1 + measures


def test_only_who_may_write_gets_buttons_that_write() -> None:
    for locale in LOCALES:
        card = record_card(view(locale), RECORD, may_write=False)
        assert "measure." not in str(card)
    assert len(str(record_card(view("fr"), RECORD, may_write=True)).split("measure.withdraw.ask")) > 1


def test_more_measures_than_a_card_has_room_for_are_counted() -> None:
    known = tuple(KnownMeasure(KnownKind.WORKSHOPS, f"2026-{each}", STARTS, amount=each) for each in range(1, 10))
    card = record_card(view("en"), replace(RECORD, known=known * 2), may_write=False)
    assert "And 6 others, in the file." in shown(card)
    assert PAGE == 5
