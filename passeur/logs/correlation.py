"""What a line of a log belongs to: a turn, a call of a function, the queue message of a delivery; nobody's name."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from secrets import token_hex

from passeur.logs.safe import Safe

_NOTHING: Mapping[str, str] = {}
_CURRENT: ContextVar[Mapping[str, str]] = ContextVar("correlation", default=_NOTHING)


def new_id() -> Safe:
    """An id made of chance alone."""
    return Safe(token_hex(8))


def correlation() -> Mapping[str, str]:
    """What belongs to what is under way here."""
    return _CURRENT.get()


@contextmanager
def correlated(
    *, turn: Safe | None = None, call: Safe | None = None, queue_message: Safe | None = None
) -> Iterator[None]:
    """Everything that is logged within, in tasks that begin within too, carries these ids beside those of outside."""
    given = {"turn": turn, "call": call, "queue_message": queue_message}
    added = {name: str(value) for name, value in given.items() if value is not None}
    token = _CURRENT.set({**_CURRENT.get(), **added})
    try:
        yield
    finally:
        # A task that is thrown away half done is ended in another context, where nothing is to be put back.
        with suppress(ValueError):
            _CURRENT.reset(token)
