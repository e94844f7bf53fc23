"""What a long run is: a name, and work that tells its figures and its faults."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """`figures` are what was counted, by name; `faults` what should not be, a few of them in words."""

    figures: Mapping[str, object]
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Campaign:
    """`run` is given how much of the whole it shall do: 1 is what `make soak` does."""

    name: str
    run: Callable[[float], Awaitable[Told]]
