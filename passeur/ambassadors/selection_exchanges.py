"""What it costs to exchange two people of a choice, for each aim that has to do with what people have in common."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from passeur.ambassadors.candidates import Seniority, Way
from passeur.ambassadors.selection import Aim, Kind, Problem, uneven

# The aims that an exchange is priced for, in their order; marks and moments are each person's own.
PRICED = (Aim.SHARES, Aim.TRADES, Aim.SITES, Aim.WAYS, Aim.SENIORITY)
Price = tuple[int, ...]
Table = Sequence[Sequence[int]]
_WAYS, _SENIORITIES = list(Way), list(Seniority)


class Side(NamedTuple):
    """A kind of person as one side of an exchange: what it takes away with it, and what it brings.

    Counted once, because a large call prices hundreds of thousands of exchanges. `share` tells managers and technical
    profiles apart, as a place in the tables.
    """

    kind: Kind
    is_last_of_trade: bool
    is_first_of_trade: bool
    is_last_of_site: bool
    is_first_of_site: bool
    way: int
    seniority: int
    share: int


@dataclass(frozen=True, slots=True)
class Exchanges:
    """A choice, counted. Each table says what is lost when somebody of a row leaves and somebody of a column comes."""

    problem: Problem
    trades: Counter[str]
    sites: Counter[str]
    managers: Table
    technical: Table
    ways: Table
    seniorities: Table

    @classmethod
    def of(cls, problem: Problem, chosen: Collection[str]) -> Self:
        kinds = [each.kind for each in problem.profiles if each.person_id in chosen]
        return cls(
            problem,
            Counter(kind.trade for kind in kinds),
            Counter(kind.site for kind in kinds),
            _over(sum(kind.is_manager for kind in kinds), problem.most_managers),
            _over(sum(kind.is_technical for kind in kinds), problem.most_technical),
            _balance([sum(kind.way is way for kind in kinds) for way in _WAYS]),
            _balance([sum(kind.seniority is each for kind in kinds) for each in _SENIORITIES]),
        )

    def side(self, kind: Kind) -> Side:
        wants_trade, wants_site = kind.trade in self.problem.trades, kind.site in self.problem.sites
        return Side(
            kind,
            wants_trade and self.trades[kind.trade] == 1,
            wants_trade and self.trades[kind.trade] == 0,
            wants_site and self.sites[kind.site] == 1,
            wants_site and self.sites[kind.site] == 0,
            _WAYS.index(kind.way),
            _SENIORITIES.index(kind.seniority),
            2 * kind.is_manager + kind.is_technical,
        )

    def price(self, out: Side, into: Side) -> Price:
        """What each of the PRICED aims loses when one person leaves and another comes; below zero is a gain."""
        return (
            self.managers[out.share >> 1][into.share >> 1] + self.technical[out.share & 1][into.share & 1],
            0 if out.kind.trade == into.kind.trade else out.is_last_of_trade - into.is_first_of_trade,
            0 if out.kind.site == into.kind.site else out.is_last_of_site - into.is_first_of_site,
            self.ways[out.way][into.way],
            self.seniorities[out.seniority][into.seniority],
        )

    def is_a_manager_too_many(self, out: Side, into: Side) -> bool:
        return self.managers[out.share >> 1][into.share >> 1] > 0


def first_loss(price: Price) -> Aim | None:
    """The first aim for which an exchange would not be equal."""
    return next((aim for aim, loss in zip(PRICED, price, strict=True) if loss), None)


def _over(count: int, most: int) -> Table:
    """How many more there would be beyond the most that there may be; the rows and columns are: not one, one."""
    now = max(0, count - most)
    return [[max(0, count + into - out - most) - now for into in (0, 1)] for out in (0, 1)]


def _balance(counts: Sequence[int]) -> Table:
    """How much more uneven the parts would be."""
    places, total = range(len(counts)), sum(counts)
    now = uneven(counts, total)

    def moved(out: int, into: int) -> int:
        return uneven([count + (place == into) - (place == out) for place, count in enumerate(counts)], total) - now

    return [[moved(out, into) for into in places] for out in places]
