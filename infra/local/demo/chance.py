"""Chance that falls the same way each time: the demonstration is the same on every machine."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def dice(*about: object) -> random.Random:
    """A generator of its own for each subject, so that a change to one leaves the others as they were."""
    return random.Random("|".join(map(str, ("passeur", *about))))  # noqa: S311 - a story is drawn here, not a secret


def draw(chance: random.Random, weighted: Sequence[tuple[T, float]]) -> T:
    """One of the things, each as likely as its weight says."""
    return chance.choices([thing for thing, _ in weighted], [weight for _, weight in weighted])[0]
