"""Whoever reads everything that the programme tells of itself learns nothing about fewer than five people.

Every number is taken from what leaves the product (JSON, file and card, of three months, of the quarter and of both
terms), and attacked with who is where, which everybody in an organisation may know.
"""

import csv
import re
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cards.ambassadors.board import board_card
from cards.ambassadors.board_sheet import board_sheet
from cards.ambassadors.board_words import dimension_name, group_name, measure_name
from cards.translations import texts
from cards.typography import number
from functions.kpis_json import board_as_json
from passeur.ambassadors.check_ins import Blocker
from passeur.ambassadors.kpi_periods import Board, board_of, month_period, read_period
from passeur.ambassadors.kpis import Counted, Dimension, Group, Measure
from passeur.periods import Month
from tests.cards.reading import told as read_on
from tests.cards.samples import ORGANISATION, view
from tests.passeur.ambassadors.kpi_company import COHORTS, MONTHS, NEW, NOW, OLD, Company, Place, made_up
from tests.passeur.privacy.attack import given_away

SEEDS = st.integers(0, 10**9)
FEW = settings(max_examples=20, deadline=None)
PERIODS = ("2026-Q3", OLD.id, NEW.id)
_PLACE_OF = {Dimension.COHORT: 0, Dimension.SITE: 1, Dimension.TRADE: 2}


def told_of(company: Company) -> dict[str, Board]:
    """Everything that can be asked for: each month with those before it, and the longer periods."""
    boards = company.boards()
    months = {each.month.key: board_of(month_period(each.month), boards[: at + 1]) for at, each in enumerate(boards)}
    return months | {key: board_of(read_period(key, COHORTS), boards) for key in PERIODS}


def cells(board: Board) -> dict[tuple[Counted, Group], Mapping[str, Any]]:
    """The figures of the JSON that are told."""
    read = board_as_json(board, ORGANISATION)
    found: dict[tuple[Counted, Group], Mapping[str, Any]] = {}
    for each in read["figures"]:
        found[Measure(each["measure"]), Group.parse(each["group"])] = each
    for each in read["blockers"]:
        found[Blocker(each["theme"]), Group.parse(each["group"])] = each
    return {key: each for key, each in found.items() if each["value"] is not None}


def places_of(company: Company, month: Month, group: Group) -> set[Place]:
    where = company.places(month)
    if group.dimension is Dimension.TOTAL:
        return where
    return {place for place in where if place[_PLACE_OF[group.dimension]] == group.id}


@FEW
@given(SEEDS)
def test_no_sum_or_difference_of_what_is_told_is_about_fewer_than_five_people(seed: int) -> None:
    company = made_up(seed)
    everything = told_of(company)
    for month in MONTHS:
        told = cells(everything[month.key])
        for of in {of for of, _ in told}:
            groups = [group for each, group in told if each is of]
            rows = [places_of(company, month, group) for group in groups]
            did = company.did[month, of]
            people = {place: set(did.get(place, {})) for place in company.places(month)}
            assert given_away(rows, people) is None, (month, of)
            if company.others[month, of]:
                others = {place: company.others[month, of].get(place, set()) for place in company.places(month)}
                assert given_away(rows, others) is None, (month, of)


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_nor_is_what_all_months_and_longer_periods_tell_together(seed: int) -> None:
    """One person is the same in all months: whoever is missing in one of them cannot be found by what another tells."""
    company = made_up(seed)
    everything = told_of(company)
    for of in (Measure.WORKSHOPS, Measure.PROMPTS, Blocker.TIME):
        people = {
            (month, place): set(company.did[month, of].get(place, {}))
            for month in MONTHS
            for place in company.places(month)
        }
        rows = []
        for board in everything.values():
            for each, group in cells(board):
                if each is of:
                    narrowed = Group(Dimension.COHORT, board.period.cohort_id) if board.period.cohort_id else group
                    months = [month for month in board.told if (of, narrowed) in cells(everything[month.key])]
                    rows.append({(month, place) for month in months for place in places_of(company, month, narrowed)})
        assert given_away(rows, people) is None, of


@FEW
@given(SEEDS)
def test_what_is_told_is_the_truth_and_says_from_how_many(seed: int) -> None:
    company = made_up(seed)
    everything = told_of(company)
    for month in MONTHS:
        for (of, group), told in cells(everything[month.key]).items():
            did = company.did[month, of]
            lines = [did.get(place, {}) for place in places_of(company, month, group)]
            people = set[str]().union(*lines)
            assert len(people) - 5 < told["people_at_least"] <= len(people)
            assert told["people_at_least"] % 5 == 0
            if isinstance(of, Measure):
                assert Decimal(str(told["value"])) == sum(
                    (value for line in lines for value in line.values()), Decimal()
                )
            else:
                assert told["value"] == told["people_at_least"]


@FEW
@given(SEEDS)
def test_a_longer_period_says_nothing_that_its_months_do_not(seed: int) -> None:
    company = made_up(seed)
    everything = told_of(company)
    for key in PERIODS:
        board = everything[key]
        of_cohort = Group(Dimension.COHORT, board.period.cohort_id) if board.period.cohort_id else None
        for (of, group), told in cells(board).items():
            within = [cells(everything[month.key]) for month in MONTHS if month in board.period.months]
            known = [each[of, of_cohort or group] for each in within if (of, of_cohort or group) in each]
            assert told["months"] == len(known) > 0
            values = [Decimal(str(each["value"])) for each in known]
            if isinstance(of, Blocker):
                assert told["value"] == max(values)
            else:
                assert Decimal(str(told["value"])) == (values[-1] if of.value.startswith("gain") else sum(values))
            assert told["people_at_least"] == max(each["people_at_least"] for each in known)


@FEW
@given(SEEDS, st.sampled_from(["fr", "en"]))
def test_the_file_and_the_card_tell_no_number_that_the_json_does_not(seed: int, locale: str) -> None:
    company = made_up(seed)
    said = texts(locale)
    for board in told_of(company).values():
        told = cells(board)
        rows = list(csv.reader(StringIO(board_sheet(board, ORGANISATION, locale).decode("utf-8-sig")), delimiter=";"))
        of_file = {(row[0], row[1], row[4]): row[2] for row in rows}
        for group in board.groups:
            for measure in Measure:
                where = dimension_name(said, group.dimension), group_name(said, ORGANISATION, group)
                is_told = of_file[*where, measure_name(said, measure)] not in ("not shown", "non montré")
                assert is_told == ((measure, group) in told)
        card = read_on(board_card(view(locale), board, "lead", NOW))
        # What names a period, or counts months and groups, is no figure.
        card = re.sub(
            r"20\d\d-\d|20\d\d|[^\W\d]+\.?\s26\b|[Qq]uarter \d|trimestre \d|\d+\s(mois|month|autre|other).*", "", card
        )
        assert set(re.findall(r"\d+(?:[.,\u202f]\d+)*", card)) <= _numbers(board, locale)


def _numbers(board: Board, locale: str) -> set[str]:
    """Those of the JSON, as they are written for people; five is the smallest group, in the sentences that say so."""
    read = board_as_json(board, ORGANISATION)
    told = [*read["figures"], *read["blockers"], *(each for month in read["trend"] for each in month.values())]
    known = [each[name] for each in told if isinstance(each, dict) for name in ("value", "people_at_least")]
    known += [value for each in read["continuity"] for value in each.values()]
    return {number(Decimal(str(each)), locale) for each in known if isinstance(each, int | float)} | {"5"}


def test_what_one_ambassador_does_alone_is_told_nowhere() -> None:
    company = Company()
    terms = [company.joins(f"p{number}", NEW, "lyon", "rh" if number else "achats") for number in range(12)]
    for term in terms[1:]:
        company.says(term, MONTHS[2], 2)
    company.says(terms[0], MONTHS[2], 7777, 8888, "33.3", Blocker.DATA)
    company.hosts(terms[0], MONTHS[2], 9999)
    for board in told_of(company).values():
        told = [repr(board), repr(board_as_json(board, ORGANISATION)), board_sheet(board, ORGANISATION, "fr").decode()]
        told.append(read_on(board_card(view("fr"), board, "lead", NOW)))
        for each in told:
            assert not re.search(r"7777|8888|33[.,]3|9.?999", each)
    # Told of everybody: that all of them together wrote so many prompts gives nobody away.
    assert cells(told_of(company)["2026-10"])[Measure.PROMPTS, Group(Dimension.TOTAL)]["value"] == 7777 + 22
