"""The periods of the programme's figures: a month (`2026-10`), a quarter (`2026-Q4`), a cohort's whole term (`2026-1`).

Longer periods are sums of the months that are told: whoever has the months could add them up, and learns nothing more.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from passeur.ambassadors.check_ins import Blocker
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.kpi_months import months_of
from passeur.ambassadors.kpis import EVERYBODY, GAINS, Continuity, Counted, CoverageThen, Dimension, Group, MonthBoard
from passeur.periods import Month

_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Some months under one key; those of a cohort when `cohort_id` is given, of everybody otherwise."""

    key: str
    months: tuple[Month, ...]
    cohort_id: str = ""

    @property
    def is_month(self) -> bool:
        return len(self.months) == 1 and not self.cohort_id


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """A sum over the `months` of the period that tell it, from at least `people` different people.

    A gain is a pace: that of the last of these months, and no sum. Who named a blocker is a number of people.
    """

    value: Decimal
    people: int
    months: int


@dataclass(frozen=True, slots=True)
class Board:
    """A period as it is told. `told` are its months that are over, `trend` the months until its end, oldest first."""

    period: Period
    told: tuple[Month, ...]
    groups: tuple[Group, ...]
    figures: Mapping[Counted, Mapping[Group, PeriodFigure]]
    useful: bool | None
    continuity: tuple[Continuity, ...]
    trend: tuple[MonthBoard, ...]
    coverage: CoverageThen | None = None

    def figure(self, of: Counted, group: Group = EVERYBODY) -> PeriodFigure | None:
        return self.figures.get(of, {}).get(group)

    @property
    def rules(self) -> frozenset[int]:
        """The versions of the rules under which the months were counted: one, unless a rule has just changed."""
        return frozenset(each.rule for each in self.trend)


def month_period(month: Month) -> Period:
    return Period(month.key, (month,))


def read_period(key: str, cohorts: Sequence[Cohort]) -> Period:
    """The period with this key; ValueError when there is none."""
    found = _QUARTER.fullmatch(key)
    if found:
        first = Month(int(found[1]), _MONTHS_OF_A_QUARTER * int(found[2]) - 2)
        return Period(key, tuple(first.plus(each) for each in range(_MONTHS_OF_A_QUARTER)))
    for cohort in cohorts:
        if cohort.id == key:
            return Period(key, months_of(cohort), cohort.id)
    return month_period(Month.parse(key))


def board_of(period: Period, months: Sequence[MonthBoard]) -> Board:
    """The board of a period, from the boards of its months and, for the trend, of those before; oldest first."""
    own = [each for each in months if each.month in period.months]
    within = [_of_cohort(each, period.cohort_id) for each in own] if period.cohort_id else own
    counted = sorted({of for each in within for of in each.figures})
    newest = within[-1] if within else None
    is_one = len(period.months) == 1
    return Board(
        period,
        tuple(each.month for each in own),
        tuple(dict.fromkeys(group for each in within for group in each.groups)),
        {of: _summed(of, within) for of in counted},
        newest.useful if newest and is_one else None,
        newest.continuity if newest else (),
        tuple(_of_cohort(each, period.cohort_id) for each in own) if period.cohort_id else tuple(months),
        newest.coverage if newest else None,
    )


def _of_cohort(board: MonthBoard, cohort_id: str) -> MonthBoard:
    """A month as one cohort's: everybody is everybody of the cohort, and nothing is told of its parts."""
    group = Group(Dimension.COHORT, cohort_id)
    return MonthBoard(
        board.month,
        board.rule,
        board.folded_at,
        (EVERYBODY,),
        {of: {EVERYBODY: figures[group]} for of, figures in board.figures.items() if group in figures},
        None,
        tuple(each for each in board.continuity if each.cohort_id == cohort_id),
    )


def _summed(of: Counted, months: Sequence[MonthBoard]) -> dict[Group, PeriodFigure]:
    summed: dict[Group, PeriodFigure] = {}
    for board in months:
        for group, figure in board.figures.get(of, {}).items():
            before = summed.get(group, PeriodFigure(Decimal(), 0, 0))
            people = max(before.people, figure.people)
            if isinstance(of, Blocker):
                value = Decimal(people)
            else:
                value = figure.value if of in GAINS else before.value + figure.value
            summed[group] = PeriodFigure(value, people, before.months + 1)
    return summed
