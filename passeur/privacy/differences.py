"""Sums that are told side by side: none of fewer than five people, nor any that sums and differences would give.

Sums of a table cross each other: who knows the sum of a trade, and that of a site where all of that trade work, knows
the sum of everybody else there. What can be worked out is every linear combination of what is told. Here a sum is a
vector over the places of the table (a trade at a site, say); a combination is about the people of the places where it
is not zero; and a sum is told only when no combination of it with those told before is about one to four people.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeVar

from passeur.privacy.groups import SMALLEST_GROUP

S = TypeVar("S", bound=Hashable)
Place = TypeVar("Place", bound=Hashable)

# Numbers are counted modulo a prime: exact as long as determinants stay below it, which those of 34 sums of a table do.
_PRIME = 2**61 - 1
# So many steps are taken to find who is given away; what takes more is not told.
_MOST_STEPS = 400

_Row = list[int]


def tellable(sums: Sequence[tuple[S, Collection[Place]]], people: Mapping[Place, AbstractSet[str]]) -> tuple[S, ...]:
    """The sums that may be told together, each taken when it goes with those before it: the most useful come first.

    `people` has every place where there is somebody at all, with those from whom its numbers come: a place of none of
    them is kept secret too, as a nought would be told of everybody who is there.
    """
    columns = _columns(sums, people)
    audit = _Audit([crowd for _, crowd in columns])
    told = []
    for number, (name, _) in enumerate(sums):
        if audit.takes([1 if number in signature else 0 for signature, _ in columns]):
            told.append(name)
    return tuple(told)


def _columns(
    sums: Sequence[tuple[S, Collection[Place]]], people: Mapping[Place, AbstractSet[str]]
) -> list[tuple[frozenset[int], AbstractSet[str]]]:
    """Places that are in the same sums are one. The largest first."""
    signatures: dict[Place, set[int]] = defaultdict(set)
    for number, (_, places) in enumerate(sums):
        for place in places:
            if place in people:
                signatures[place].add(number)
    crowds: dict[frozenset[int], set[str]] = defaultdict(set)
    for place, numbers in signatures.items():
        crowds[frozenset(numbers)] |= people[place]
    return sorted(crowds.items(), key=lambda column: (-len(column[1]), sorted(column[0])))


@dataclass(slots=True)
class _Audit:
    """What is told so far.

    `pivoted` rows are kept apart by the places of five people or more, where a combination of fewer has no part; `rest`
    is a basis of the combinations that have none there.
    """

    crowds: Sequence[AbstractSet[str]]
    pivoted: list[tuple[int, _Row]] = field(default_factory=list)
    rest: list[_Row] = field(default_factory=list)

    def takes(self, row: _Row) -> bool:
        """Whether the sum may be told too, which it then is."""
        for column, pivot in self.pivoted:
            row = _cleared(row, pivot, column)
        large = [column for column, crowd in enumerate(self.crowds) if len(crowd) >= SMALLEST_GROUP and row[column]]
        if large:
            self.pivoted.append((large[0], _scaled(row, large[0])))
            return True
        together = _independent([*self.rest, row])
        if len(together) > len(self.rest):
            if _Search(self.crowds).gives_away(together):
                return False
            self.rest = together
        return True


@dataclass(slots=True)
class _Search:
    """Looks for a combination of fewer than five people, in a bounded number of steps."""

    crowds: Sequence[AbstractSet[str]]
    steps: int = _MOST_STEPS

    def gives_away(self, rows: list[_Row]) -> bool:
        """Whether some combination of independent rows is about fewer than five people; also when that takes too long.

        Five sets of places are made so that nobody is in two of them. A combination of four people misses one of the
        five entirely: it is looked for among those that are zero there, which are fewer.
        """
        self.steps -= 1
        if self.steps < 0:
            return True
        if not rows:
            return False
        columns = [column for column in range(len(self.crowds)) if any(row[column] for row in rows)]
        if len(set[str]().union(*(self.crowds[column] for column in columns))) < SMALLEST_GROUP:
            return True
        return any(self.gives_away(left) for left in self._five_ways(rows, columns) if left)

    def _five_ways(self, rows: list[_Row], columns: Sequence[int]) -> list[list[_Row]]:
        """For each of the five sets: the combinations that are zero in its places."""
        ways = [rows for _ in range(SMALLEST_GROUP)]
        taken: set[str] = set()
        moving = True
        while moving:
            moving = False
            for number, way in enumerate(ways):
                column = self._place_for(way, columns, taken)
                if column is not None:
                    taken.add(min(self.crowds[column] - taken))
                    ways[number] = _zero_at(way, column)
                    moving = True
        return ways

    def _place_for(self, way: Sequence[_Row], columns: Sequence[int], taken: set[str]) -> int | None:
        """The place with most people left in which some combination has a part."""
        free = [column for column in columns if not self.crowds[column] <= taken and any(row[column] for row in way)]
        return max(free, key=lambda column: (len(self.crowds[column] - taken), -column), default=None)


def _zero_at(rows: Sequence[_Row], column: int) -> list[_Row]:
    """A basis of the combinations of independent rows that are zero in a column where not all are."""
    chosen = next(number for number, row in enumerate(rows) if row[column])
    pivot = _scaled(rows[chosen], column)
    return [_cleared(row, pivot, column) for number, row in enumerate(rows) if number != chosen]


def _independent(rows: Sequence[_Row]) -> list[_Row]:
    """A basis of what the rows span."""
    basis: list[tuple[int, _Row]] = []
    for row in rows:
        reduced = row
        for column, pivot in basis:
            reduced = _cleared(reduced, pivot, column)
        first = next((column for column, value in enumerate(reduced) if value), None)
        if first is not None:
            basis.append((first, _scaled(reduced, first)))
    return [row for _, row in basis]


def _scaled(row: _Row, column: int) -> _Row:
    inverse = pow(row[column], -1, _PRIME)
    return [value * inverse % _PRIME for value in row]


def _cleared(row: _Row, pivot: _Row, column: int) -> _Row:
    factor = row[column]
    if not factor:
        return row
    return [(value - factor * of_pivot) % _PRIME for value, of_pivot in zip(row, pivot, strict=True)]
