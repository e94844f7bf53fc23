"""What a cohort is chosen by: the aims in their order, and how far a choice is from each of them.

The order is strict: an aim is only looked at among the choices that are equally good for every aim before it. All
figures are whole numbers, so that equal means equal.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from passeur.ambassadors.candidates import Candidate, Seniority, Way
from passeur.ambassadors.proportions import Proportions
from passeur.ambassadors.reviews import FEWEST_REVIEWERS, HIGHEST, Criterion, Review

_ESSENTIAL_WEIGHT = 2
# The highest sum of weighted marks that one reviewer can give.
HIGHEST_MERIT = HIGHEST * sum(_ESSENTIAL_WEIGHT if each.is_essential else 1 for each in Criterion)


class Aim(StrEnum):
    """In their order. `shares` are the largest parts of managers and of technical profiles.

    They are kept whatever the aims after them lose, and exceeded only where a place would stay empty.
    """

    SEATS = "seats"
    SHARES = "shares"
    TRADES = "trades"
    SITES = "sites"
    WAYS = "ways"
    SENIORITY = "seniority"
    MERIT = "merit"
    MOMENT = "moment"


# What is lost for each aim, in the order of Aim: the smaller of two is the better choice.
Loss = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What two candidates have in common when only their marks and their moments tell them apart."""

    trade: str
    site: str
    way: Way
    seniority: Seniority
    is_manager: bool
    is_technical: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """One candidate as the choice sees them. `merit` is in hundredths of a point (see `merit_of`).

    `kept` is the word of the programme lead: True keeps the person in, False out, None leaves it to the rules.
    """

    person_id: str
    kind: Kind
    merit: int
    applied_at: datetime
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Whom to choose from, and what for. `profiles` are in the order of their applications.

    `trades` are the major ones, each of which wants somebody, and `sites` those that do.
    """

    profiles: tuple[Profile, ...]
    wanted: int
    trades: frozenset[str]
    sites: frozenset[str]
    proportions: Proportions

    @classmethod
    def of(
        cls,
        profiles: Collection[Profile],
        *,
        wanted: int,
        trades: Collection[str],
        sites: Collection[str],
        proportions: Proportions,
    ) -> Self:
        """The same problem whatever the order in which the profiles are given."""
        in_order = tuple(sorted(profiles, key=lambda each: (each.applied_at, each.person_id)))
        return cls(in_order, wanted, frozenset(trades), frozenset(sites), proportions)

    @property
    def seats(self) -> int:
        """How many places can be taken: never fewer than those that the programme lead gave."""
        kept = sum(each.kept is True for each in self.profiles)
        possible = sum(each.kept is not False for each in self.profiles)
        return min(max(self.wanted, kept), possible)

    @property
    def most_managers(self) -> int:
        return self.seats * self.proportions.most_managers // 100

    @property
    def most_technical(self) -> int:
        return self.seats * self.proportions.most_technical // 100


def merit_of(reviews: Sequence[Review]) -> int | None:
    """The average of what reviewers found, essential marks counting double, in hundredths of a point.

    None for fewer than two reviews: one person's word is not enough.
    """
    if len(reviews) < FEWEST_REVIEWERS:
        return None
    total = sum(
        mark.value * (_ESSENTIAL_WEIGHT if criterion.is_essential else 1)
        for review in reviews
        for criterion, mark in review.marks.items()
    )
    return (200 * total + len(reviews)) // (2 * len(reviews))


def profile_of(
    candidate: Candidate, merit: int, *, is_manager: bool, technical_trades: Collection[str], kept: bool | None
) -> Profile:
    kind = Kind(
        candidate.trade,
        candidate.site,
        candidate.way,
        candidate.seniority,
        is_manager=is_manager,
        is_technical=candidate.trade in technical_trades,
    )
    return Profile(candidate.person_id, kind, merit, candidate.applied_at, kept)


def uneven(counts: Sequence[int], total: int) -> int:
    """How far several parts are from being equal ones, in as many parts of a person as there are parts."""
    return sum(abs(len(counts) * count - total) for count in counts)


def least_uneven(parts: int, total: int) -> int:
    """The least that `uneven` can be."""
    more = total % parts
    return uneven([total // parts + (part < more) for part in range(parts)], total)


def loss_of(problem: Problem, chosen: Collection[str]) -> Loss:
    """What a choice loses for each aim. Only for choices that respect what the programme lead decided."""
    taken = [(number, each) for number, each in enumerate(problem.profiles) if each.person_id in chosen]
    kinds = [each.kind for _, each in taken]
    ways, seniorities = Counter(kind.way for kind in kinds), Counter(kind.seniority for kind in kinds)
    managers, technical = sum(kind.is_manager for kind in kinds), sum(kind.is_technical for kind in kinds)
    return (
        problem.wanted - len(taken),
        max(0, managers - problem.most_managers) + max(0, technical - problem.most_technical),
        len(problem.trades - {kind.trade for kind in kinds}),
        len(problem.sites - {kind.site for kind in kinds}),
        uneven([ways[way] for way in Way], len(taken)),
        uneven([seniorities[seniority] for seniority in Seniority], len(taken)),
        -sum(each.merit for _, each in taken),
        sum(number for number, _ in taken),
    )
