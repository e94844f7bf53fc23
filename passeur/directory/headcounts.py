"""How many people work in each trade at each site, on the day when they were counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

# Where somebody's trade or site is not known.
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Headcounts:
    """Active people by trade and site (the organisation's ids, or UNKNOWN). Exact: to be shown through privacy only."""

    counted_at: datetime
    people: Mapping[tuple[str, str], int]

    @property
    def total(self) -> int:
        return sum(self.people.values())

    def by_trade(self) -> Counter[str]:
        return self._summed(0)

    def by_site(self) -> Counter[str]:
        return self._summed(1)

    def _summed(self, part: int) -> Counter[str]:
        summed: Counter[str] = Counter()
        for place, count in self.people.items():
            if place[part] != UNKNOWN:
                summed[place[part]] += count
        return summed
