"""What a log may hold of a value: numbers, moments, closed sets, names of classes, and what says of itself that it may.

Everything else is withheld, whoever logs it: a text is somebody's until the contrary is said.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol, runtime_checkable

WITHHELD = "(withheld)"
LONGEST = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Safe(str):
    """A text of ours that names nobody and holds nothing that anybody wrote: a period, a cohort, an address of ours."""

    __slots__ = ()


@runtime_checkable
class Loggable(Protocol):
    """Something that knows how it is called in logs."""

    @property
    def in_logs(self) -> str: ...


def safe(value: object) -> Any:
    """The value as a log may hold it."""
    if value is None or (isinstance(value, bool | int | float) and not isinstance(value, Enum)):
        return value
    return one_line(_words(value))


def _words(value: object) -> str:
    told = WITHHELD
    match value:
        case Safe():
            told = value
        case Enum():
            told = str(value.value)
        case Decimal() | date() | timedelta():
            told = str(value)
        case type():
            told = value.__name__
        case Loggable():
            told = value.in_logs
        case BaseException():
            told = type(value).__name__
    return told


def safe_message(template: object, arguments: object) -> str:
    """A message of our own, whose template is in our code, with what of its arguments may be written."""
    if not isinstance(template, str):
        return WITHHELD
    given = safe_arguments(arguments)
    try:
        return one_line(template % given if given else template)
    except (TypeError, ValueError, KeyError):
        # A number was promised where something is withheld.
        return f"{one_line(template)} {WITHHELD}"


def safe_arguments(arguments: object) -> Any:
    if isinstance(arguments, Mapping):
        return {str(name): safe(value) for name, value in arguments.items()}
    return tuple(safe(each) for each in arguments) if isinstance(arguments, tuple) else ()


def one_line(text: str) -> str:
    """A text that cannot begin a line of its own, nor turn one around."""
    return _CONTROL.sub(" ", str(text))[: LONGEST * 4]
