"""Why each candidate is chosen or not, as a fact that anybody can check: what one exchange of two people would lose.

The choice is the best one, so every exchange loses something. For somebody who is chosen, the exchange is with
whoever could best take their place; for somebody who is not, with whoever they could best replace. The first aim, in
the order of the aims, for which that exchange would be worse is the reason.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from passeur.ambassadors.selection import Aim, Kind, Problem, Profile
from passeur.ambassadors.selection_exchanges import Exchanges, Side, first_loss


class Ground(StrEnum):
    """What a reason is about: an aim, the programme lead's word, too few reviews, or a place that became free."""

    SEATS = Aim.SEATS
    SHARES = Aim.SHARES
    TRADES = Aim.TRADES
    SITES = Aim.SITES
    WAYS = Aim.WAYS
    SENIORITY = Aim.SENIORITY
    MERIT = Aim.MERIT
    MOMENT = Aim.MOMENT
    DECISION = "decision"
    FEW_REVIEWS = "few_reviews"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, written `ground:about`: a trade, a site, a way, managers or technical, or how many reviews."""

    ground: Ground
    about: str = ""

    def __str__(self) -> str:
        return f"{self.ground}:{self.about}"

    @classmethod
    def parse(cls, text: str) -> Self:
        ground, _, about = text.partition(":")
        return cls(Ground(ground), about)


MANAGERS, TECHNICAL = "managers", "technical"


# Minus the marks, and the place in the order of applications: the best first.
_Ranked = tuple[int, int, Profile]
# Who leaves, who comes, and minus the marks of the other one.
_Pair = tuple[Side, Side, int]


def reasons_of(problem: Problem, chosen: Collection[str]) -> Mapping[str, Reason]:
    """The reason for everybody in the problem, `chosen` being the best choice for it."""
    # Whoever the programme lead decided about has that for a reason, and is exchanged with nobody.
    reasons = {each.person_id: Reason(Ground.DECISION) for each in problem.profiles if each.kept is not None}
    inside: dict[Kind, list[_Ranked]] = defaultdict(list)
    outside: dict[Kind, list[_Ranked]] = defaultdict(list)
    for number, each in enumerate(problem.profiles):
        if each.kept is None:
            (inside if each.person_id in chosen else outside)[each.kind].append((-each.merit, number, each))
    exchanges = Exchanges.of(problem, chosen)
    # The best of those who could take a place, and the last of those whose place could be taken.
    coming = [(exchanges.side(kind), min(people)[0]) for kind, people in outside.items()]
    leaving = [(exchanges.side(kind), max(people)[0]) for kind, people in inside.items()]
    for (me, _), people in zip(leaving, inside.values(), strict=True):
        rivals = _cheapest(exchanges, [(me, side, marks) for side, marks in coming])
        why = _reason(exchanges, rivals, about=me.kind)
        best = min((marks for _, _, marks in rivals), default=0)
        reasons |= {each.person_id: why or _by_marks(merit, best) for merit, _, each in people}
    for (me, _), people in zip(coming, outside.values(), strict=True):
        rivals = _cheapest(exchanges, [(side, me, marks) for side, marks in leaving])
        why = _reason(exchanges, rivals, about=me.kind)
        last = max((marks for _, _, marks in rivals), default=0)
        reasons |= {each.person_id: why or _by_marks(merit, last) for merit, _, each in people}
    return reasons


def _cheapest(exchanges: Exchanges, pairs: Sequence[_Pair]) -> Sequence[_Pair]:
    """The exchanges that lose the least: any loss for an aim outweighs whatever the next ones gain."""
    priced = [(exchanges.price(pair[0], pair[1]), pair) for pair in pairs]
    least = min((price for price, _ in priced), default=())
    return [pair for price, pair in priced if price == least]


def _reason(exchanges: Exchanges, rivals: Sequence[_Pair], *, about: Kind) -> Reason | None:
    """What even the cheapest exchange loses; None when marks or moments decide. `about` is whose reason it is."""
    if not rivals:
        return Reason(Ground.SEATS)
    out, into, _ = rivals[0]
    aim = first_loss(exchanges.price(out, into))
    if aim is None:
        return None
    abouts: Mapping[Aim, str] = {
        Aim.SHARES: MANAGERS if exchanges.is_a_manager_too_many(out, into) else TECHNICAL,
        Aim.TRADES: out.kind.trade,
        Aim.SITES: out.kind.site,
        Aim.WAYS: about.way,
        Aim.SENIORITY: about.seniority,
    }
    return Reason(Ground(aim), abouts[aim])


def _by_marks(mine: int, other: int) -> Reason:
    return Reason(Ground.MOMENT if mine == other else Ground.MERIT)
