import re
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cards.gains import gain_in_words
from cards.translations import CATALOGUES, read_catalogue, texts
from cards.typography import day, duration, typeset
from passeur.sharing.shares import GainPer, GainUnit, TimeGain
from tests.cards.reading import blocks, of_type, runs
from tests.cards.samples import CARDS, QUOTES, REPORT, TOLD, view

PARIS = ZoneInfo("Europe/Paris")
WRONG = re.compile(r" [?!;:»]|« |[\w)…][?!»]|[\w)]:(?=\s|$)|'|\d (?=[\w%])|[\u00a0\u202f]{2}")


def french_sentences() -> list[str]:
    catalogue = read_catalogue(CATALOGUES / "fr", "fr")
    told = texts("fr").catalogue
    found: list[str] = []
    for message in catalogue:
        if isinstance(message.id, str):
            if message.id:
                read = told.pgettext(message.context, message.id) if message.context else told.gettext(message.id)
                found.append(read)
        else:
            one, many = message.id
            found += [told.ngettext(one, many, count) for count in (1, 2)]
    return found


def test_the_catalogue_is_set_as_french_is() -> None:
    sentences = french_sentences()
    assert len(sentences) > 150
    assert [each for each in sentences if WRONG.search(each)] == []


@pytest.mark.parametrize("name", CARDS)
def test_every_french_card_is_set_as_french_is(name: str) -> None:
    card = CARDS[name](view("fr"))
    written = {REPORT.text, *(text for each in TOLD.values() for text in (each.content.use_case, each.content.prompt))}
    said = [*blocks(card), *(each for each in runs(card) if each not in written and QUOTES.when_not not in each)]
    for each in of_type(card, "Input.") + of_type(card, "Action."):
        said += [each[name] for name in ("label", "placeholder", "errorMessage", "title") if name in each]
    ours = [re.sub(r"\]\(.*?\)", "]", each) for each in said if not any(w in each for w in written_by_people())]
    assert [each for each in ours if WRONG.search(each)] == []


def written_by_people() -> list[str]:
    return [
        text for each in TOLD.values() if not each.withdrawn for text in (each.content.limits, each.content.when_not)
    ]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("Ça va ?", "Ça va\u202f?"),
        (
            "Effacement (art. 17), article 4, article L1121-1",
            "Effacement (art.\u00a017), article\u00a04, article\u00a0L1121-1",
        ),
        ("Ça va?", "Ça va\u202f?"),
        ("Merci !", "Merci\u202f!"),
        ("un ; deux", "un\u202f; deux"),
        ("Métier : achats", "Métier\u00a0: achats"),
        ("Écrivez « aide ».", "Écrivez «\u00a0aide\u00a0»."),
        ("à 09:00, voir https://example.com/?a=1", "à 09:00, voir https://example.com/?a=1"),
        ("{count} métiers", "{count}\u00a0métiers"),
        ("5 % de 10 h", "5\u00a0% de 10\u00a0h"),
    ],
)
def test_spaces_that_must_not_break_are_put_where_french_has_them(written: str, made: str) -> None:
    assert typeset(written, "fr") == made
    assert typeset(made, "fr") == made


def test_english_is_left_as_it_is_written() -> None:
    assert typeset("Is it right? Yes: 5 %", "en") == "Is it right? Yes: 5 %"


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        ("1", GainUnit.HOURS, "1\u00a0heure", "1\u00a0hour"),
        ("1.5", GainUnit.DAYS, "1,5\u00a0jour", "1.5\u00a0days"),
        ("2", GainUnit.DAYS, "2\u00a0jours", "2\u00a0days"),
        ("0.25", GainUnit.HOURS, "0,25\u00a0heure", "0.25\u00a0hours"),
        ("1200", GainUnit.MINUTES, "1\u202f200\u00a0minutes", "1,200\u00a0minutes"),
    ],
)
def test_a_number_stays_with_its_unit_in_the_readers_form(
    value: str, unit: GainUnit, french: str, english: str
) -> None:
    assert duration(Decimal(value), unit, "fr") == french
    assert duration(Decimal(value), unit, "en") == english


def test_a_gain_says_how_often_it_is_made() -> None:
    said = {per: gain_in_words(TimeGain(Decimal(2), GainUnit.HOURS, per), "fr") for per in GainPer}
    assert said == {
        GainPer.ONCE: "2\u00a0heures, une seule fois",
        GainPer.DAY: "2\u00a0heures par jour",
        GainPer.WEEK: "2\u00a0heures par semaine",
        GainPer.MONTH: "2\u00a0heures par mois",
    }


def test_a_day_is_that_of_the_organisations_clocks() -> None:
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert day(late, PARIS, "fr") == "1er\u00a0novembre 2026"
    assert day(late, PARIS, "en") == "1\u00a0November 2026"
