"""How far ambassadors are enough for the people who work in each trade, at each site, and where they lack.

A trade wants one for each so many people, at least one when it is a major one; a smaller trade wants none of its own
and counts with its site. What a trade wants is spread over its sites in proportion to its people there. More people
than are wanted somewhere cover nobody elsewhere: nothing is ever covered beyond what is wanted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from passeur.ambassadors.proportions import Proportions
from passeur.directory.headcounts import UNKNOWN, Headcounts

# Headcounts that are older than this are said to be old.
FRESH_FOR = timedelta(days=45)

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cover:
    """`people` work there, exactly: to be shown through privacy only. `there` are ambassadors, `wanted` how many."""

    people: int
    there: int
    wanted: int

    @property
    def covered(self) -> int:
        return min(self.there, self.wanted)

    @property
    def missing(self) -> int:
        return self.wanted - self.covered


@dataclass(frozen=True, slots=True)
class Gap:
    """Ambassadors whom a trade lacks, and at which sites, the one that lacks the most people first."""

    trade: str
    missing: int
    sites: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The map: by trade, by site, and by both. `nowhere` people have no trade or no site that is known."""

    counted_at: datetime
    trades: Mapping[str, Cover]
    sites: Mapping[str, Cover]
    cells: Mapping[Place, Cover]
    ambassadors: int
    nowhere: int

    @property
    def wanted(self) -> int:
        return sum(cover.wanted for cover in self.trades.values())

    @property
    def covered(self) -> int:
        return sum(cover.covered for cover in self.trades.values())

    def is_old(self, now: datetime) -> bool:
        return now - self.counted_at > FRESH_FOR

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The largest first."""
        lacking = [Gap(trade, cover.missing, self._sites_of(trade)) for trade, cover in self.trades.items()]
        return tuple(sorted((gap for gap in lacking if gap.missing), key=lambda gap: (-gap.missing, gap.trade)))

    def _sites_of(self, trade: str) -> tuple[tuple[str, int], ...]:
        missing = self.trades[trade].missing
        cells = [(site, cover) for (each, site), cover in self.cells.items() if each == trade and cover.missing]
        named = []
        for site, cover in sorted(cells, key=lambda cell: (-cell[1].people, cell[0])):
            # Somebody who is more than their own site wants makes up for another one.
            if here := min(cover.missing, missing):
                named.append((site, here))
                missing -= here
        return tuple(named)

    @classmethod
    def of(cls, headcounts: Headcounts, ambassadors: Iterable[Place], proportions: Proportions) -> Self:
        """The map of a day, `ambassadors` being the trade and the site of each who is in office."""
        there = Counter(ambassadors)
        by_trade = headcounts.by_trade()
        trades, cells = {}, {}
        for trade in sorted({*by_trade, *(each for each, _ in there)} - {UNKNOWN}):
            of_trade = {site: count for (each, site), count in headcounts.people.items() if each == trade}
            wanted = wanted_in_trade(by_trade[trade], proportions)
            here = {site: count for (each, site), count in there.items() if each == trade}
            trades[trade] = Cover(by_trade[trade], sum(here.values()), wanted)
            spread_over = _spread(wanted, {site: count for site, count in of_trade.items() if site != UNKNOWN})
            for site in sorted({*spread_over, *here} - {UNKNOWN}):
                cells[trade, site] = Cover(of_trade.get(site, 0), here.get(site, 0), spread_over.get(site, 0))
        by_site = headcounts.by_site()
        at_site: Counter[str] = Counter()
        for (_, site), count in there.items():
            at_site[site] += count
        sites = {
            site: Cover(by_site[site], at_site[site], _each(by_site[site], proportions.people_each))
            for site in sorted({*by_site, *at_site} - {UNKNOWN})
        }
        nowhere = sum(count for place, count in headcounts.people.items() if UNKNOWN in place)
        return cls(headcounts.counted_at, trades, sites, cells, there.total(), nowhere)


def wanted_in_trade(people: int, proportions: Proportions) -> int:
    return _each(people, proportions.people_each) if is_major(people, proportions) else 0


def is_major(people: int, proportions: Proportions) -> bool:
    return people >= proportions.major_trade


def _each(people: int, for_one: int) -> int:
    return -(-people // for_one)


def _spread(wanted: int, people: Mapping[str, int]) -> Mapping[str, int]:
    """Whole parts in proportion to people, by the largest remainder; ties by more people, then by name."""
    total = sum(people.values())
    if not total:
        return {}
    parts = {site: wanted * count // total for site, count in people.items()}
    left = wanted - sum(parts.values())
    order = sorted(people, key=lambda site: (-(wanted * people[site] % total), -people[site], site))
    return {site: part + (site in order[:left]) for site, part in parts.items()}
