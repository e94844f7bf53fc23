"""The monthly brief: a month of shared AI practice for the executive committee, as figures and references.

A figure about people is a number of at least five different people, or None, which is told as "fewer than 5". A brief
holds no text of anybody: what it quotes is read from the shares when it is told.
"""

from dataclasses import dataclass
from datetime import datetime

from passeur.briefs.needs import Need, Source
from passeur.periods import Month, Week
from passeur.sharing.shares import ShareRef, TimeGain

MOST_TOOLS = 5
MOST_GAINS = 3
MOST_NEEDS = 4
MOST_QUOTES = 3
MONTHS_OF_TREND = 6
# So many more are kept as can take the place of what its author withdraws or the programme lead drops.
SPARE_GAINS = 3
SPARE_QUOTES = 5

Figure = int | None


@dataclass(frozen=True, slots=True)
class Tool:
    """One of the most shared tools. `people` shared a use case of it."""

    key: str
    name: str
    people: Figure


@dataclass(frozen=True, slots=True)
class Gain:
    """A gain with its provenance: claimed by the author, and reproduced by colleagues of so many trades.

    Whether it was reviewed is the programme lead's word, kept apart (see review.py). Never added up.
    """

    ref: ShareRef
    version: int
    tool: str
    claimed: TimeGain
    reproduced: Figure
    trades: int
    quotable: bool


@dataclass(frozen=True, slots=True)
class NeedFigure:
    """In how many people a need showed, and of these how many under each source: each person in one of them."""

    need: Need
    people: Figure
    by_source: tuple[tuple[Source, Figure], ...]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month of the trend: use cases that were shared (by five people at least), and people who tried one.

    The latter are rounded down to a multiple of five, so that no difference of two months is about fewer than five.
    """

    month: Month
    shared: Figure
    tried: Figure


@dataclass(frozen=True, slots=True)
class TradeFigure:
    """People of one trade who shared or tried; of these, `shared` and the others."""

    trade: str
    people: int
    shared: Figure
    only_tried: Figure


@dataclass(frozen=True, slots=True)
class Coverage:
    """The trades of at least five people who shared or tried, most first, of `listed` trades in all."""

    trades: tuple[TradeFigure, ...]
    listed: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A use case to quote, without its author. `trade` only when at least five of its people shared or tried."""

    ref: ShareRef
    version: int
    trade: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What is told of one month. `gains` and `quotes` come with spares, best first."""

    month: Month
    made_at: datetime
    weeks: tuple[Week, ...]
    tools: tuple[Tool, ...] = ()
    gains: tuple[Gain, ...] = ()
    needs: tuple[NeedFigure, ...] = ()
    trend: tuple[MonthFigures, ...] = ()
    coverage: Coverage = Coverage((), 0)
    quotes: tuple[Quote, ...] = ()

    @property
    def now(self) -> MonthFigures:
        """The month itself, as the last one of its trend."""
        return self.trend[-1] if self.trend else MonthFigures(self.month, 0, 0)

    @property
    def is_empty(self) -> bool:
        return self.now.shared == 0
