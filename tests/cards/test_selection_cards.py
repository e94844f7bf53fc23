from dataclasses import replace

import pytest

from cards.ambassadors.coverage import coverage_card
from cards.ambassadors.coverage_sheet import coverage_sheet
from cards.ambassadors.selection import selection_card
from cards.kit import MOST_BYTES, size_of
from cards.view import LOCALES, View
from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.coverage import Coverage
from passeur.ambassadors.proportions import Proportions
from passeur.ambassadors.selection_reasons import Ground, Reason
from passeur.ambassadors.shortfalls import Lack, Shortfall
from passeur.directory.headcounts import Headcounts
from passeur.organisation import Choice
from tests.cards.reading import of_type
from tests.cards.samples import view
from tests.cards.selection_samples import CHOSEN, COVERAGE, HEADCOUNTS, IN_OFFICE, NOW, PAGE, reached, told
from tests.fakes.card_reading import titles, words

LONG = "Aïcha-Élodie \U0001f469\u200d\U0001f4bb de la *Ferté* [x](https://exemple.fr) " * 300


def large(reader: View) -> View:
    """An organisation of sixty trades at fifty sites, all of them with long names."""
    trades = tuple(Choice(f"t{number}", (("fr", f"Métier {number} {LONG[:90]}"),)) for number in range(60))
    sites = tuple(Choice(f"s{number}", (("fr", f"Site {number} {LONG[:90]}"),)) for number in range(50))
    return replace(reader, organisation=replace(reader.organisation, trades=trades, sites=sites))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_of_long_names_and_reasons_fits_in_a_card(locale: str) -> None:
    lines = [
        replace(line, candidate=replace(line.candidate, kept=True, override_reason=LONG, trade="t3", site="s4"))
        for line in CHOSEN
    ]
    shortfalls = [Shortfall(Lack.PLACE, f"t{number}", "s1") for number in range(60)]
    page = replace(PAGE, lines=lines, names=dict.fromkeys(PAGE.names, LONG), shortfalls=shortfalls)
    assert size_of(selection_card(large(view(locale)), page, is_lead=True)) <= MOST_BYTES


@pytest.mark.parametrize("locale", LOCALES)
def test_the_map_of_a_very_large_organisation_fits_in_a_card(locale: str) -> None:
    people = {(f"t{trade}", f"s{site}"): 200 for trade in range(60) for site in range(50)}
    coverage = Coverage.of(Headcounts(NOW, people), [], Proportions())
    assert size_of(coverage_card(large(view(locale)), coverage, person_id="lead", now=NOW)) <= MOST_BYTES


def test_no_bar_of_the_chart_is_longer_than_everything() -> None:
    there = [*IN_OFFICE, *[("achats", "paris")] * 20]
    coverage = Coverage.of(HEADCOUNTS, there, Proportions())
    (chart,) = of_type(coverage_card(view("fr"), coverage, person_id="lead", now=NOW), "Chart.HorizontalBar")
    assert chart["data"]
    assert all(0 <= bar["y"] <= 100 for bar in chart["data"])


def test_the_file_holds_no_formula_and_no_small_number_of_people() -> None:
    text = coverage_sheet(COVERAGE, reached(view("fr")).organisation, "fr").decode("utf-8-sig").replace("\u00a0", " ")
    assert "Ressources humaines;Nantes;moins de 5;1;0;0" in text.split("\r\n")
    people = [line.split(";")[2] for line in text.split("\r\n")[1:] if line]
    assert {each for each in people if not each.isdecimal()} == {"moins de 5"}
    assert all(int(each) % 5 == 0 for each in people if each.isdecimal())
    for line in text.split("\r\n"):
        assert not line.startswith(("=", "+", "-", "@"))


def test_what_is_told_to_a_candidate_names_nobody_and_tells_no_mark() -> None:
    for state in (CandidateState.SELECTED, CandidateState.WAITING, CandidateState.NOT_SELECTED):
        for ground in Ground:
            about = {Ground.WAYS: "spotted", Ground.SENIORITY: "under_2", Ground.SHARES: "managers"}.get(ground, "rh")
            said = words(told(Reason(ground, about), state)(view("en")))
            assert "marks" not in said
            assert not any(name in said for name in PAGE.names.values())


def test_who_reads_only_has_nothing_to_decide_with() -> None:
    card = selection_card(view("en"), PAGE, is_lead=False)
    assert not of_type(card, "Input.")
    assert not {"Publish…", "Select this person"} & set(titles(card))
