"""A programme of two cohorts, as its boards tell it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cards.ambassadors.board import board_card, no_board_card
from cards.ambassadors.own_board import own_board_card
from cards.view import View
from passeur.ambassadors.badges import Badge, BadgeId, BadgeKind
from passeur.ambassadors.check_ins import Blocker
from passeur.ambassadors.current_term import CurrentTerm
from passeur.ambassadors.kpi_periods import Board, board_of, month_period, read_period
from passeur.ambassadors.kpis import (
    EVERYBODY,
    RULE,
    Continuity,
    Counted,
    CoverageThen,
    Dimension,
    Figure,
    Group,
    Measure,
    MonthBoard,
)
from passeur.ambassadors.own_board import NextStep, OwnBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.periods import Month, Week
from tests.cards.brief_samples import reached
from tests.passeur.ambassadors.check_ins import REF, a_cohort, a_term

MONTH = Month(2026, 10)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
COHORT = a_cohort()
OLD, NEW = Group(Dimension.COHORT, "2025-2"), Group(Dimension.COHORT, COHORT.id)
PARIS, NANTES = Group(Dimension.SITE, "paris"), Group(Dimension.SITE, "nantes")
BUYING, SALES, HR = (Group(Dimension.TRADE, trade) for trade in ("achats", "ventes", "rh"))
GROUPS = (EVERYBODY, OLD, NEW, NANTES, PARIS, BUYING, HR, SALES)


def told(value: str, people: int) -> Figure:
    return Figure(Decimal(value), people)


def a_month(month: Month = MONTH, more: int = 0) -> MonthBoard:
    figures: dict[Counted, dict[Group, Figure]] = {
        Measure.WORKSHOPS: {
            EVERYBODY: told(str(34 + more), 20),
            NEW: told(str(21 + more), 10),
            OLD: told("13", 5),
            PARIS: told("12", 5),
            BUYING: told("9", 5),
        },
        Measure.REACHED: {EVERYBODY: told(str(1243 + 20 * more), 20), NEW: told("201", 10)},
        Measure.PROMPTS: {EVERYBODY: told("58", 15), BUYING: told("22", 5)},
        Measure.USE_CASES: {EVERYBODY: told(str(17 + more), 10)},
        Measure.SHARES: {EVERYBODY: told("11", 5)},
        Measure.FEEDBACK: {EVERYBODY: told("143", 15)},
        Measure.GAIN_CHECK_INS: {EVERYBODY: told("126.5", 15)},
        Measure.GAIN_SHARES: {EVERYBODY: told("31", 5)},
        Blocker.TIME: {EVERYBODY: told("10", 10)},
        Blocker.ACCESS: {EVERYBODY: told("5", 5)},
    }
    continuity = (Continuity("2025-2", 10, 5, None, None), Continuity(COHORT.id, 15, 15, None, 5))
    coverage = CoverageThen(12, 15, NOW)
    return MonthBoard(month, RULE, NOW, GROUPS, figures, useful=True, continuity=continuity, coverage=coverage)


TREND = tuple(a_month(MONTH.plus(back), back) for back in range(-5, 1))
BOARD = board_of(month_period(MONTH), TREND)
FEW = replace(TREND[-1], figures={}, useful=None, continuity=(Continuity(COHORT.id, 5, None, None, None),))
SMALL = board_of(month_period(MONTH), [FEW])
TERM = board_of(read_period(COHORT.id, [COHORT]), [each for each in TREND if each.month >= Month(2026, 9)])
QUARTER = board_of(read_period("2026-Q3", []), TREND[:5])


def long_board() -> Board:
    """As many groups as a large organisation has, all of them told, with the longest names."""
    trades = tuple(Group(Dimension.TRADE, f"metier-{number}-{'x' * 60}") for number in range(60))
    sites = tuple(Group(Dimension.SITE, f"site-{number}-{'y' * 60}") for number in range(40))
    groups = (*GROUPS, *trades, *sites)
    figures: dict[Counted, dict[Group, Figure]] = {
        measure: {group: told(str(100_000 + number), 500) for number, group in enumerate(groups)} for measure in Measure
    }
    return board_of(month_period(MONTH), [*TREND[:-1], replace(TREND[-1], groups=groups, figures=figures)])


MONTHS = (
    OwnMonth(MONTH.plus(-2), workshops=1, reached=9, prompts=2),
    OwnMonth(MONTH.plus(-1)),
    OwnMonth(MONTH, 2, 31, 4, 1, 1, 7, Decimal("2.5"), Decimal("1.0")),
)
BADGES = tuple(
    Badge("t", "p-1", BadgeId(kind), COHORT.id, "fact", date(2026, 10, 5), 1, "credential", 1, NOW)
    for kind in (BadgeKind.READY, BadgeKind.FIRST_WORKSHOP)
)
OWN = OwnBoard(
    MONTHS,
    OwnMonth(MONTH.plus(1), workshops=1, reached=12, prompts=1),
    CurrentTerm(COHORT, a_term()),
    BADGES,
    NextStep.CHECK_IN,
    replace(REF, period=Week(2026, 45)),
)

BOARD_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "board": lambda v: board_card(reached(v), BOARD, "lead", NOW, is_ambassador=True),
    "board_small": lambda v: board_card(v, SMALL, "lead", NOW),
    "board_term": lambda v: board_card(reached(v), TERM, "lead", NOW),
    "board_quarter": lambda v: board_card(v, QUARTER, "lead", NOW),
    "board_none": no_board_card,
    "own_board": lambda v: own_board_card(v, OWN),
    "own_board_begins": lambda v: own_board_card(
        v, replace(OWN, months=(), now=OwnMonth(MONTH), badges=(), step=NextStep.WORKSHOP)
    ),
    "own_board_over": lambda v: own_board_card(v, replace(OWN, term=None, step=None)),
}
