"""What steers the programme without watching people: figures of months, each with the number of people it comes from.

A figure comes from at least five people, and so does whatever can be worked out from several figures together (see
`passeur/privacy/differences.py`); what would not is not there at all, and neither is a nought. Numbers of people are
rounded down to a multiple of five, so that no difference of two months is about fewer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self, TypeAlias

from passeur.ambassadors.check_ins import Blocker
from passeur.periods import Month

# The version of the rules below and in `kpi_facts.py`. Whoever changes a rule counts it up: months that were folded
# under another one are folded again.
RULE = 1


class Measure(StrEnum):
    """What is counted. The three gains have three provenances and are never added to each other.

    `workshops` for each person and month is the larger of those recorded and those told in check-ins; `reached` are the
    people that hosts counted, `feedback` the answers of those who came. `shares` are the ambassadors' own, and
    `reproductions` the times that colleagues made them work. Gains are in hours a week.
    """

    WORKSHOPS = "workshops"
    REACHED = "reached"
    PROMPTS = "prompts"
    USE_CASES = "use_cases"
    SHARES = "shares"
    REPRODUCTIONS = "reproductions"
    FEEDBACK = "feedback"
    GAIN_CHECK_INS = "gain_claimed_in_check_ins"
    GAIN_SHARES = "gain_claimed_in_shares"
    GAIN_REPRODUCED = "gain_reproduced"


GAINS = (Measure.GAIN_CHECK_INS, Measure.GAIN_SHARES, Measure.GAIN_REPRODUCED)
# Blockers are counted as the people who named the theme.
Counted: TypeAlias = Measure | Blocker


class Dimension(StrEnum):
    TOTAL = "total"
    COHORT = "cohort"
    SITE = "site"
    TRADE = "trade"


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """All ambassadors of a trade, a site or a cohort, or all there are. Written `trade:rh`, or `total`."""

    dimension: Dimension
    id: str = ""

    def __str__(self) -> str:
        return f"{self.dimension}:{self.id}" if self.id else self.dimension.value

    @classmethod
    def parse(cls, text: str) -> Self:
        dimension, _, group_id = text.partition(":")
        return cls(Dimension(dimension), group_id)


EVERYBODY = Group(Dimension.TOTAL)


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum, and from how many people it comes: at least `people`, a multiple of five."""

    value: Decimal
    people: int


@dataclass(frozen=True, slots=True)
class Continuity:
    """How a cohort holds, as numbers of people rounded down to a multiple of five; None for fewer than five.

    Of those who `began`: those who were `retained` until the end of the month, or of the term when that came first; of
    these, those `resting` when it was counted; those who are `returning` from the cohort before.
    """

    cohort_id: str
    began: int | None
    retained: int | None
    resting: int | None
    returning: int | None


@dataclass(frozen=True, slots=True)
class CoverageThen:
    """How many of the ambassadors whom the trades wanted were there when a month was first counted."""

    covered: int
    wanted: int
    counted_at: datetime


@dataclass(frozen=True, slots=True)
class MonthBoard:
    """A month that is over, as it may be told. `groups` are those that have ambassadors, told or not.

    A group that is missing in a measure's figures is not told. `useful` says whether more than half of all who answered
    found the workshops useful; None when their number is not told.
    `coverage` is None when nobody had counted the people of the trades.
    """

    month: Month
    rule: int
    folded_at: datetime
    groups: tuple[Group, ...] = ()
    figures: Mapping[Counted, Mapping[Group, Figure]] = field(default_factory=dict)
    useful: bool | None = None
    continuity: tuple[Continuity, ...] = ()
    coverage: CoverageThen | None = None

    def figure(self, of: Counted, group: Group = EVERYBODY) -> Figure | None:
        return self.figures.get(of, {}).get(group)
