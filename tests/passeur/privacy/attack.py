"""What somebody with patience works out of sums that are told side by side: by trying every four people."""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TypeVar

Place = TypeVar("Place", bound=Hashable)


def rank(rows: Sequence[Sequence[int]]) -> int:
    """In whole numbers that are never rounded nor reduced: not the arithmetic that is tested."""
    left = [list(row) for row in rows if any(row)]
    found = 0
    while left:
        pivot = left.pop()
        column = next(place for place, value in enumerate(pivot) if value)
        cleared = [
            [value * pivot[column] - row[column] * other for value, other in zip(row, pivot, strict=True)]
            if row[column]
            else row
            for row in left
        ]
        left = [row for row in cleared if any(row)]
        found += 1
    return found


def given_away(told: Sequence[AbstractSet[Place]], places: Mapping[Place, AbstractSet[str]]) -> AbstractSet[str] | None:
    """From which few people a sum can be worked out: every four of them are tried.

    There is a combination about nobody else when fewer sums are independent in the places of the others.
    """
    crowded = sorted(places, key=str)
    rows = [[int(place in of) for place in crowded] for of in told]
    everybody = sorted(set[str]().union(*places.values()))
    ranks: dict[tuple[int, ...], int] = {(): rank(rows)}
    for few in map(set, combinations(everybody, min(4, len(everybody)))):
        gone = tuple(column for column, place in enumerate(crowded) if places[place] <= few)
        if gone not in ranks:
            ranks[gone] = rank([[row[column] for column in range(len(crowded)) if column not in gone] for row in rows])
        if ranks[gone] < ranks[()]:
            return few
    return None
