from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cards.kit import MOST_BYTES, size_of
from cards.recaps import recap_card, recap_preview_card
from cards.sharing.already_shared import already_shared_card
from cards.sharing.problem_report import problem_report_card
from cards.sharing.receipt import receipt_card
from cards.sharing.share_card import share_card
from cards.sharing.share_form import ShareForm, share_form, typed_of
from cards.sharing.withdrawal import withdrawal_card
from cards.view import LOCALES, View
from passeur.errors import Problem
from passeur.organisation import Choice
from passeur.sharing.recaps import Pick, Recap, Why
from passeur.sharing.reports import LONGEST_REPORT, ProblemReport
from passeur.sharing.share_form import LONGEST, Field
from passeur.sharing.shares import GainPer, GainUnit, ShareContent, TimeGain
from passeur.sharing.threads import Thread
from tests.cards.model import faults
from tests.cards.reading import field, of_type, runs, shown
from tests.cards.samples import FORM_ID, ORGANISATION, PUBLISHED_AT, WEEK, share, view

HEAVY = {
    "emoji": "😀",
    "backslash": "\\",
    "star": "*",
    "quote": '"',
    "ideograph": "語",
    "family": "👩‍👩‍👧‍👦",
    "angle": "<",
}
SHORT, LONG = "x", 10_000


def filled(sign: str) -> ShareContent:
    def text(name: Field) -> str:
        return (sign * LONGEST[name])[: LONGEST[name]]

    return ShareContent(
        tool=text(Field.TOOL),
        use_case=text(Field.USE_CASE),
        gain=TimeGain(Decimal("1234567.125"), GainUnit.MINUTES, GainPer.MONTH),
        limits=text(Field.LIMITS),
        when_not=text(Field.WHEN_NOT),
        link=("https://intranet.example.com/" + "é" * 500)[:500],
        prompt=text(Field.PROMPT),
        trade="metier-13",
    )


def crowded(locale: str) -> View:
    trades = tuple(
        Choice(
            f"metier-{number}",
            (("fr", f"Métier au nom assez long {number}"), ("en", f"Trade with a long name {number}")),
        )
        for number in range(14)
    )
    return replace(view(locale), organisation=replace(ORGANISATION, trades=trades, sites=trades))


@pytest.fixture(params=list(HEAVY.values()), ids=list(HEAVY))
def content(request: pytest.FixtureRequest) -> ShareContent:
    return filled(request.param)


@pytest.fixture(params=LOCALES)
def reader(request: pytest.FixtureRequest) -> View:
    return crowded(request.param)


def heaviest(content: ShareContent, number: int = 1) -> Any:
    return share(number, content=content, author_name=(content.tool * 2)[:80], parent=share(9).ref)


def test_every_card_with_the_longest_texts_fits_and_is_valid(content: ShareContent, reader: View) -> None:
    told = {each.ref: each for each in (heaviest(content, number) for number in range(5))}
    recap = Recap(WEEK, tuple(Pick(ref, Why.COMPLETE, 0, 0, 0) for ref in told), 5_000)
    one = told[share(1).ref]
    report = ProblemReport(one.ref, "p", one.author_name, (content.prompt * 2)[:LONGEST_REPORT], PUBLISHED_AT)
    problems: dict[str, Problem] = dict.fromkeys(map(str, Field), Problem.TOO_LONG)
    refused = ShareForm(FORM_ID, typed_of(content), problems, parent=str(one.ref))
    for card in (
        share_card(reader, Thread(one)),
        receipt_card(reader, one),
        withdrawal_card(reader, one),
        problem_report_card(reader, one, report),
        recap_card(reader, recap, told),
        recap_preview_card(reader, recap, told, published=False),
        share_form(reader, refused, in_dialog=False),
        already_shared_card(reader, Thread(one), ShareForm(FORM_ID, typed_of(content)), in_dialog=False),
    ):
        assert size_of(card) <= MOST_BYTES
        assert faults(card) == []


def test_a_form_of_allowed_lengths_keeps_every_character(content: ShareContent, reader: View) -> None:
    typed = typed_of(content)
    problems: dict[str, Problem] = {Field.LINK: Problem.NOT_HTTPS, Field.TRADE: Problem.UNKNOWN_CHOICE}
    for card in (
        share_form(reader, ShareForm(FORM_ID, typed, problems, questioned=True), in_dialog=False),
        already_shared_card(reader, Thread(heaviest(content)), ShareForm(FORM_ID, typed), in_dialog=False),
    ):
        for name in LONGEST:
            assert field(card, name)["value"] == typed[name]


def test_of_a_form_beyond_the_size_of_a_card_only_the_longest_texts_are_cut(reader: View) -> None:
    typed: dict[str, str] = {
        Field.TOOL: SHORT,
        Field.USE_CASE: "a" * LONG,
        Field.LIMITS: "b" * 3_000,
        Field.PROMPT: "c" * 200_000,
    }
    card = share_form(reader, ShareForm(FORM_ID, typed, {Field.PROMPT: Problem.TOO_LONG}), in_dialog=False)
    assert MOST_BYTES - 1_000 < size_of(card) <= MOST_BYTES
    assert field(card, Field.TOOL)["value"] == SHORT
    assert field(card, Field.LIMITS)["value"] == typed[Field.LIMITS]
    assert len(field(card, Field.USE_CASE)["value"]) > 7_000
    assert len(field(card, Field.PROMPT)["value"]) > 7_000
    assert field(card, Field.PROMPT)["value"].endswith("…")


def test_what_a_card_cannot_hold_is_taken_off_the_prompt_and_nothing_else(reader: View) -> None:
    content = filled("😀")
    card = share_card(reader, Thread(heaviest(content)))
    texts = shown(card).split("\n")
    for whole in (content.use_case, content.limits, content.when_not):
        assert whole in texts
    assert any(text.startswith("😀") and len(text) >= 1_000 for text in texts)


def test_a_prompt_of_ordinary_characters_is_whole(reader: View) -> None:
    prompt = ("Tu es acheteur : compare ces devis (postes, délais, remises). " * 60)[: LONGEST[Field.PROMPT]].strip()
    card = share_card(reader, Thread(heaviest(replace(filled("é"), prompt=prompt))))
    assert prompt in runs(card)
    assert of_type(card, "Action.ToggleVisibility")
