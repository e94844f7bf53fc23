"""Keeping a card within the size that Teams takes, at the cost of the longest texts only."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cards.kit import MOST_BYTES, size_of
from cards.text import cut, typed

# Choices and numbers are not cut: what is left of one would be drawn as none.
_NEVER_CUT = 100
# An input without a value has no property for it: one that is measured has.
_PRESENT = "-"


def kept_in(texts: Mapping[str, str], room: int) -> dict[str, str]:
    """As much of every text as fits in `room` bytes together.

    Short texts stay whole; what is cut comes off the longest, which share what the others leave.
    """
    kept: dict[str, str] = {}
    waiting = sorted(((name, typed(text)) for name, text in texts.items()), key=lambda each: size_of(each[1]))
    for count, (name, text) in zip(range(len(waiting), 0, -1), waiting, strict=True):
        kept[name] = _cut_to_bytes(text, room // count)
        room -= size_of(kept[name])
    return {name: kept[name] for name in texts}


def with_all_that_fits(texts: Mapping[str, str], draw: Callable[[Mapping[str, str]], dict[str, Any]]) -> dict[str, Any]:
    """The card drawn with everything that was typed, or, where that is more than a card holds, with what fits."""
    whole = {name: typed(text) for name, text in texts.items()}
    drawn = draw(whole)
    if size_of(drawn) <= MOST_BYTES:
        return drawn
    long = {name: text for name, text in whole.items() if len(text) > _NEVER_CUT}
    room = MOST_BYTES - size_of(draw(whole | dict.fromkeys(long, _PRESENT)))
    return draw(whole | kept_in(long, room))


def fitting(draw: Callable[[int], dict[str, Any]], lengths: Sequence[int]) -> dict[str, Any]:
    """The card drawn with the first of `lengths` (longest first) with which it fits, else with the last."""
    for length in lengths:
        drawn = draw(length)
        if size_of(drawn) <= MOST_BYTES:
            return drawn
    return drawn


def _cut_to_bytes(text: str, most: int) -> str:
    if size_of(text) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size_of(cut(text, middle)) <= most else (low, middle - 1)
    return cut(text, low) if low else ""
