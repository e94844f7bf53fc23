"""Values that nobody expects, drawn from one source of chance, so that a seed makes the same ones again."""

import string
from random import Random
from typing import Any

TEXTS = (
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\n\r\t",
    "é" * 300,
    "e\u0301\u0301\u0301",
    "😀" * 50,
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\u202eevas\u202c",
    "\ufeffpartager",
    "ﷺ" * 20,
    "İıſK",
    "../../etc/passwd",
    "%00%2e%2e%2f",
    "'; DROP TABLE people; --",
    "{{7*7}}${7*7}",
    "<script>alert(1)</script>",
    "<at>Passeur</at>",
    "2026-W53",
    "2026-02-30",
    "0000-00",
    "9999-12-31T23:59:60Z",
    "-0",
    "1e400",
    "NaN",
    "１２３",
    "null",
    "true",
    "=cmd|' /C calc'!A0",
    "|" * 40,
    "a|b|c|d|e",
    "x" * 5000,
)
_OTHERS: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2**31,
    2**63,
    -(2**70),
    1.5,
    -0.0,
    1e308,
    [],
    {},
    [[]],
    [None],
    {"": ""},
    {"id": 5},
    ["a", 1, None, {}],
)
_RARE = "\u00a0\u200b\u200d\u2028\ud7ff\uffff\U0010fffféßœΩ中"


def odd_text(random: Random) -> str:
    if random.random() < 0.6:
        return random.choice(TEXTS)
    letters = string.printable + _RARE
    return "".join(random.choices(letters, k=random.choice((1, 3, 20, 200))))


def odd_value(random: Random) -> Any:
    """Any JSON: of another type than whatever it replaces, three times of four."""
    kind = random.random()
    if kind < 0.4:
        return odd_text(random)
    if kind < 0.85:
        return random.choice(_OTHERS)
    if kind < 0.95:
        return deep(random, random.choice((2, 5, 20, 70)))
    return odd_text(random) * random.choice((10, 100))


def deep(random: Random, levels: int) -> Any:
    value: Any = random.choice(_OTHERS)
    for _ in range(levels):
        value = [value] if random.random() < 0.5 else {random.choice(("a", "id", "data", "")): value}
    return value
