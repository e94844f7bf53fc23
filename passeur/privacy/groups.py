"""Figures about groups of people: none about fewer than five, nor any from whose difference one could be worked out.

Every aggregate that leaves the product goes through here, and sums that cross each other through `differences.py`.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

SMALLEST_GROUP = 5

G = TypeVar("G", bound=Hashable)


def is_publishable(people: int) -> bool:
    """Whether a figure about so many different people may be shown."""
    return people >= SMALLEST_GROUP


def shown(people: int) -> int | None:
    """A number of people as it may be told: nobody, at least five, or not said."""
    return people if people == 0 or is_publishable(people) else None


def publishable(groups: Mapping[G, int], *, total_is_shown: bool = True) -> dict[G, int | None]:
    """The people counted in each group, None where the number must not be shown.

    When the total of all groups is shown beside them, hiding one small group alone gives it away by subtraction: the
    smallest of the others is hidden too, until what is hidden adds up to at least five people in two groups or more.
    Groups of nobody hide nothing and are shown as 0.
    """
    hidden = {group for group, people in groups.items() if 0 < people < SMALLEST_GROUP}
    if total_is_shown and hidden:
        others = sorted((people, str(group), group) for group, people in groups.items() if people >= SMALLEST_GROUP)
        while others and (len(hidden) == 1 or sum(groups[group] for group in hidden) < SMALLEST_GROUP):
            hidden.add(others.pop(0)[2])
    return {group: None if group in hidden else people for group, people in groups.items()}


def in_fives(people: int) -> int | None:
    """A number of people down to a multiple of five, None for one to four of them.

    No difference of such numbers tells of fewer than five: a part that is not shown stays open between its limits,
    whatever sums of it are shown the same way.
    """
    if 0 < people < SMALLEST_GROUP:
        return None
    return people - people % SMALLEST_GROUP


def at_least(people: int) -> int | None:
    """As `in_fives`, where nobody is too few as well: that nobody did something would be told of everybody."""
    return in_fives(people) or None
