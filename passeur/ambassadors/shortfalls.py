"""What a proposal lacks, and whether there were candidates for it: what an extended call could still bring."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from passeur.ambassadors.candidates import Seniority, Way
from passeur.ambassadors.coverage import is_major
from passeur.ambassadors.proportions import FEWEST_EACH, MOST_EACH
from passeur.ambassadors.selection import Kind, Problem
from passeur.directory.headcounts import Headcounts


class Lack(StrEnum):
    """`place` is a trade at a site where a major group has no candidate; the ratio is of employees to ambassadors."""

    SEATS = "seats"
    MANAGERS = "managers"
    TECHNICAL = "technical"
    TRADE = "trade"
    SITE = "site"
    PLACE = "place"
    WAY = "way"
    SENIORITY = "seniority"
    REVIEWS = "reviews"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    NO_HEADCOUNTS = "no_headcounts"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """`found` instead of `wanted`, of `candidates` who could have been chosen for it.

    `about` is a trade, a site, a way or a seniority; a place is a trade with its `site`.
    """

    lack: Lack
    about: str = ""
    site: str = ""
    wanted: int = 0
    found: int = 0
    candidates: int = 0


def shortfalls_of(
    problem: Problem, chosen: Collection[str], headcounts: Headcounts | None, unreviewed: int
) -> Sequence[Shortfall]:
    """In the order of the aims, then what is no aim of the choice and still worth knowing."""
    inside = [each.kind for each in problem.profiles if each.person_id in chosen]
    everybody = [each.kind for each in problem.profiles]
    found = [*_seats(problem, inside), *_shares(problem, inside)]
    found += _missing(Lack.TRADE, problem.trades, inside, everybody, lambda kind: kind.trade)
    found += _missing(Lack.SITE, problem.sites, inside, everybody, lambda kind: kind.site)
    found += _uneven(Lack.WAY, Way, inside, everybody, lambda kind: kind.way)
    found += _uneven(Lack.SENIORITY, Seniority, inside, everybody, lambda kind: kind.seniority)
    if unreviewed:
        found.append(Shortfall(Lack.REVIEWS, found=unreviewed))
    if headcounts is None:
        found.append(Shortfall(Lack.NO_HEADCOUNTS))
        return found
    return [*found, *_places(problem, everybody, headcounts), *_ratio(inside, headcounts)]


def _seats(problem: Problem, inside: Sequence[Kind]) -> Iterator[Shortfall]:
    if len(inside) < problem.wanted:
        yield Shortfall(Lack.SEATS, wanted=problem.wanted, found=len(inside), candidates=len(problem.profiles))


def _shares(problem: Problem, inside: Sequence[Kind]) -> Iterator[Shortfall]:
    managers, technical = sum(kind.is_manager for kind in inside), sum(kind.is_technical for kind in inside)
    for lack, count, most in (
        (Lack.MANAGERS, managers, problem.most_managers),
        (Lack.TECHNICAL, technical, problem.most_technical),
    ):
        if count > most:
            yield Shortfall(lack, wanted=most, found=count)


def _missing(
    lack: Lack, wanted: Collection[str], inside: Iterable[Kind], everybody: Iterable[Kind], of: Callable[[Kind], str]
) -> Iterator[Shortfall]:
    reached, known = {of(kind) for kind in inside}, Counter(map(of, everybody))
    for name in sorted(set(wanted) - reached):
        yield Shortfall(lack, name, wanted=1, candidates=known[name])


def _uneven(
    lack: Lack,
    parts: Iterable[str],
    inside: Sequence[Kind],
    everybody: Iterable[Kind],
    of: Callable[[Kind], str],
) -> Iterator[Shortfall]:
    """Parts of whom there are fewer than a third, rounded down."""
    third, counts, known = len(inside) // 3, Counter(map(of, inside)), Counter(map(of, everybody))
    for part in parts:
        if counts[part] < third:
            yield Shortfall(lack, part, wanted=third, found=counts[part], candidates=known[part])


def _places(problem: Problem, everybody: Iterable[Kind], headcounts: Headcounts) -> Iterator[Shortfall]:
    """Groups as large as a major trade without a candidate, where the trade has candidates at all, largest first."""
    known = {(kind.trade, kind.site) for kind in everybody}
    trades = {trade for trade, _ in known}
    for (trade, site), people in sorted(headcounts.people.items(), key=lambda each: (-each[1], each[0])):
        is_without = trade in problem.trades & trades and site in problem.sites and (trade, site) not in known
        if is_without and is_major(people, problem.proportions):
            yield Shortfall(Lack.PLACE, trade, site)


def _ratio(inside: Sequence[Kind], headcounts: Headcounts) -> Iterator[Shortfall]:
    """More than one for a hundred employees, or fewer than one for two hundred. For places that are taken."""
    if not inside:
        return
    if headcounts.total < FEWEST_EACH * (len(inside) - 1):
        yield Shortfall(Lack.TOO_MANY, wanted=-(-headcounts.total // FEWEST_EACH), found=len(inside))
    elif headcounts.total > MOST_EACH * len(inside):
        yield Shortfall(Lack.TOO_FEW, wanted=-(-headcounts.total // MOST_EACH), found=len(inside))
