"""What work tells whoever watches over it, whatever carries that away; by default it is told to nobody.

The one object of the process is reached by `watching()`, as a logger is: passed from hand to hand it would be an
argument of everything. Nothing here knows OpenTelemetry.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from enum import StrEnum
from time import perf_counter
from typing import Protocol, Self

from passeur.telemetry.names import Attribute, Metric, Outcome, Span

Attributes = Mapping[Attribute, str | int]
NOTHING: Attributes = {}


class Piece(Protocol):
    """A piece of work under way."""

    def note(self, attributes: Attributes, /) -> None:
        """Say more of it: words of a closed list and numbers only, nothing of anybody's."""


class Watch(Protocol):
    @property
    def is_on(self) -> bool: ...

    def piece(self, name: Span, attributes: Attributes = NOTHING, /) -> AbstractContextManager[Piece]:
        """A piece of work, part of the one around it; what is raised within marks it as failed."""

    def add(self, metric: Metric, attributes: Attributes = NOTHING, number: int = 1, /) -> None:
        """Count something that happened."""

    def record(self, metric: Metric, value: float, attributes: Attributes = NOTHING, /) -> None:
        """One more duration, age or size."""

    def link(self, text: str, /) -> str:
        """What ties two traces that speak of the same thing, and says nothing of it to whoever has not our key."""

    def flush(self) -> None:
        """Send what was told, before the process ends."""


class _Nobody:
    """Nobody watches: a few hundred nanoseconds for each call. Watch, and any Piece."""

    is_on = False

    def piece(self, *_told: object) -> Self:
        return self

    def add(self, *_told: object) -> None:
        return

    def record(self, *_told: object) -> None:
        return

    def note(self, *_told: object) -> None:
        return

    def link(self, *_told: object) -> str:
        return ""

    def flush(self) -> None:
        return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        return


NOBODY: Watch = _Nobody()
_current = [NOBODY]
# What is said of the turn or the job under way.
_said_here: ContextVar[dict[Attribute, str | int] | None] = ContextVar("said", default=None)


def watching() -> Watch:
    """Whoever watches over this process."""
    return _current[0]


@contextmanager
def watched_by(watch: Watch) -> Iterator[Watch]:
    """Within, all that is told goes to `watch`: a composition root's, and tests'."""
    before = _current[0]
    _current[0] = watch
    try:
        yield watch
    finally:
        _current[0] = before


def watch_with(watch: Watch) -> None:
    """From now on, for a process that never ends by itself."""
    _current[0] = watch


@contextmanager
def timed(name: Span, metric: Metric, attributes: Attributes = NOTHING) -> Iterator[dict[Attribute, str | int]]:
    """A piece of work whose duration is measured; what is put in the mapping is said of both.

    The outcome is `ok` unless it says otherwise, and `failed` when something is raised.
    """
    watch = watching()
    if not watch.is_on:
        yield {}
        return
    said: dict[Attribute, str | int] = {**attributes, Attribute.OUTCOME: Outcome.OK.value}
    began = perf_counter()
    token = _said_here.set(said) if name in _WHOLE else None
    with watch.piece(name) as piece:
        try:
            yield said
        except BaseException:
            if said[Attribute.OUTCOME] == Outcome.OK:
                said[Attribute.OUTCOME] = Outcome.FAILED.value
            raise
        finally:
            if token is not None:
                _said_here.reset(token)
            piece.note(said)
            cut_by = (
                said if _ONLY_OF_SPANS.isdisjoint(said) else {key: said[key] for key in said.keys() - _ONLY_OF_SPANS}
            )
            watch.record(metric, perf_counter() - began, cut_by)


def tell(attribute: Attribute, value: StrEnum) -> None:
    """Say something of the turn or the job under way, from anywhere within it: a word of a closed list."""
    said = _said_here.get()
    if said is not None:
        said[attribute] = value.value


_WHOLE = frozenset({Span.TURN, Span.JOB})
# What no metric is cut by: these have more values than a short list.
_ONLY_OF_SPANS = frozenset({Attribute.ROWS, Attribute.LINK})
