"""How much is measured: the same benchmarks, in full or just enough to see that they still run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """`rounds` alternate between what is compared; in each, everybody does `turns` turns, and so on.

    `shares` are those of one week, and as many of the week before it, which stays in the running;
    `history` is how many more rows the other weeks hold then.
    """

    rounds: int
    turns: int
    submits: int
    warm_up: int
    fresh_tokens: int
    seen_tokens: int
    sends: int
    shares: int
    history: int
    recaps: int
    imports: int
    ambassadors: int
    candidates: int
    selections: int


FULL = Counts(
    rounds=8,
    turns=25,
    submits=15,
    warm_up=40,
    fresh_tokens=60,
    seen_tokens=2000,
    sends=125,
    shares=5_000,
    history=100_000,
    recaps=3,
    imports=7,
    ambassadors=5_000,
    candidates=5_000,
    selections=5,
)
SMOKE = Counts(
    rounds=1,
    turns=2,
    submits=2,
    warm_up=1,
    fresh_tokens=2,
    seen_tokens=2,
    sends=2,
    shares=30,
    history=200,
    recaps=1,
    imports=1,
    ambassadors=60,
    candidates=60,
    selections=1,
)
