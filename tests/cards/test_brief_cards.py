from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cards.briefs.card import asked_brief_card, review_card, sent_brief_card
from cards.briefs.sheet import brief_sheet, harmless
from cards.kit import MOST_BYTES, size_of
from cards.signing import TOKEN
from cards.verbs import Verb
from cards.view import LOCALES
from passeur.briefs.brief import MonthFigures, Tool, TradeFigure
from passeur.briefs.told_brief import ToldBrief
from passeur.periods import Month
from passeur.sharing.shares import GainPer, GainUnit, TimeGain
from tests.cards.brief_samples import APPROVED, EMPTY, MONTH, NOW, TOLD, reached
from tests.cards.model import faults
from tests.cards.reading import of_type, shown
from tests.cards.samples import ORGANISATION, view
from tests.cards.test_worst_cases import HEAVY, crowded


def heaviest(sign: str) -> ToldBrief:
    """Every text as long as it may be, every number as large."""
    brief = replace(
        TOLD.brief,
        tools=tuple(Tool(f"t{number}", (sign * 80)[:80], 123_456) for number in range(5)),
        trend=tuple(MonthFigures(Month(2026, number), 123_456, 123_455) for number in range(6, 12)),
        coverage=replace(
            TOLD.brief.coverage,
            trades=tuple(TradeFigure(f"metier-{number}", 123_456, None, None) for number in range(14)),
        ),
    )
    claimed = TimeGain(Decimal("1234567.125"), GainUnit.MINUTES, GainPer.MONTH)
    gains = tuple(
        replace(
            each,
            text=(sign * 600)[:600],
            gain=replace(each.gain, tool=(sign * 80)[:80], claimed=claimed, reproduced=123_456, trades=123),
        )
        for each in TOLD.gains
    )
    quote = replace(TOLD.quotes[0], text=(sign * 600)[:600], tool=(sign * 80)[:80])
    quotes = tuple(replace(quote, quote=replace(quote.quote, trade=f"metier-{number}")) for number in range(3))
    return ToldBrief(brief, TOLD.review, gains, quotes)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sign", HEAVY.values(), ids=HEAVY)
def test_every_brief_with_the_longest_texts_fits_and_is_valid(sign: str, locale: str) -> None:
    reader, told = reached(crowded(locale)), heaviest(sign)
    for card in (
        review_card(reader, told, person_id="p" * 36, now=NOW),
        review_card(reader, told),
        sent_brief_card(reader, replace(told, review=APPROVED.review)),
        asked_brief_card(reader, told, "p" * 36, NOW),
    ):
        assert size_of(card) <= MOST_BYTES
        assert faults(card) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_each_chart_has_the_same_numbers_as_the_table_that_stands_for_it_and_the_one_below(locale: str) -> None:
    card = review_card(view(locale), TOLD)
    (bars,), (lines,) = of_type(card, "Chart.HorizontalBar"), of_type(card, "Chart.Line")
    assert [(each["x"], each["y"]) for each in bars["data"]] == [
        (each.name, each.people) for each in TOLD.brief.tools if each.people is not None
    ]
    assert [[value["y"] for value in each["values"]] for each in lines["data"]] == [[31, 40, 52], [45, 60, 85]]
    for chart, table in ((bars, "tools"), (lines, "trend")):
        facts = chart["fallback"]["facts"]
        (kept,) = [each for each in of_type(card, "Container") if each.get("id") == table]
        assert kept["items"][0]["facts"] == facts
        told = " ".join(each["value"] for each in facts)
        for number in [each.get("y") for each in chart["data"]] if table == "tools" else [31, 45, 40, 60, 52, 85]:
            assert str(number) in told


def test_what_may_not_be_told_is_fewer_than_five_and_never_a_number() -> None:
    facts = {
        each["title"]: each["value"]
        for table in of_type(review_card(view("fr"), TOLD), "FactSet")
        for each in table["facts"]
    }
    assert facts["DeepL"] == facts["Savoir quelles données confier à l’IA"] == "moins de 5\u00a0personnes"
    assert facts["août\u00a02026"] == "partagés\u00a0: moins de 5, ont essayé\u00a0: moins de 5"


def test_the_provenance_of_a_gain_is_three_sentences() -> None:
    said = shown(review_card(view("fr"), TOLD)).replace("\u00a0", " ")
    assert "Selon l’auteur : 3 heures par semaine\nReproduit par 16 collègues dans 5 métiers" in said
    assert said.count("Reproduit par moins de 5 collègues") == 1
    assert said.count("Pas encore reproduit par des collègues") == 1
    assert said.count("Vérifié par la personne qui pilote le programme") == 1


def _verbs(card: dict[str, Any]) -> list[str]:
    tokens = [view("fr").signer.read(each["data"][TOKEN]) for each in of_type(card, "Action.Execute")]
    return [token.verb for token in tokens]


def test_only_a_review_that_is_open_can_be_changed_and_what_was_checked_is_not_asked_again() -> None:
    assert _verbs(review_card(view("fr"), TOLD)).count(Verb.DROP_QUOTE) == len(TOLD.quotes)
    reviewed = replace(TOLD, review=TOLD.review.with_gain_reviewed(TOLD.gains[0].gain.ref))
    assert _verbs(review_card(view("fr"), reviewed)).count(Verb.REVIEW_GAIN) == len(TOLD.gains) - 1
    assert _verbs(review_card(view("fr"), APPROVED)) == [Verb.BRIEF_FILES, Verb.SHOW_RUN]
    assert Verb.APPROVE_BRIEF not in _verbs(sent_brief_card(view("fr"), APPROVED))


def test_the_card_that_goes_out_by_itself_carries_no_link_that_is_someone_s() -> None:
    assert of_type(sent_brief_card(reached(view("fr")), APPROVED), "Action.OpenUrl") == []


def test_links_are_made_for_who_asks_where_the_functions_are() -> None:
    urls = [
        each["url"] for each in of_type(asked_brief_card(reached(view("fr")), APPROVED, "p-1", NOW), "Action.OpenUrl")
    ]
    assert [url.partition("?t=")[0] for url in urls] == [
        "https://passeur.example.net/api/briefs/2026-11/file/pptx",
        "https://passeur.example.net/api/briefs/2026-11/file/csv",
    ]
    grant = view("fr").signer.downloads.read(urls[0].partition("?t=")[2], NOW)
    assert (grant.person_id, grant.month, grant.locale) == ("p-1", "2026-11", "fr")
    without = asked_brief_card(view("fr"), APPROVED, "p-1", NOW)
    assert of_type(without, "Action.OpenUrl") == []
    assert "PASSEUR_FUNCTIONS_URL" in shown(without)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-5", "'-5"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=1", "a=1"),
    ],
)
def test_no_cell_becomes_a_formula(cell: str, written: str) -> None:
    assert harmless(cell) == written


def test_the_sheet_opens_in_excel_with_every_provenance_on_its_own_line() -> None:
    planted = replace(TOLD, gains=(replace(TOLD.gains[0], gain=replace(TOLD.gains[0].gain, tool="=cmd|'/c calc'!A1")),))
    written = brief_sheet(planted, ORGANISATION, "fr")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = [line.split(";") for line in written.decode("utf-8-sig").split("\r\n")]
    assert rows[0] == ["Rubrique", "Sujet", "Valeur", "Ce qui est compté"]
    assert [row[2] for row in rows if row[0] == "Les outils les plus partagés"] == [
        *["13", "9", "6"],
        *["moins de 5"] * 2,
    ]
    gains = [row for row in rows if row[0] == "Les gains les plus significatifs"]
    assert {row[1] for row in gains} == {"'=cmd|'/c calc'!A1"}
    assert len(gains) == 3


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sheet_of_an_empty_month_says_which(locale: str) -> None:
    assert str(MONTH.year) in brief_sheet(EMPTY, ORGANISATION, locale).decode()
