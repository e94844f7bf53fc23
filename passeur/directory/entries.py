"""What a directory says of one person, whichever directory it is: a file of the organisation's, or Microsoft Graph."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Source(StrEnum):
    """Where a person is known from: written in `Person.directory`. The last source that names somebody owns them."""

    FILE = "file"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One person as a source tells them. None and an empty text mean "not said", and change nothing that is known.

    One of `id` (a Microsoft Entra object id) and `email` is needed. `trade` and `site` are an id of the organisation's
    lists, or a name in any of its languages. `manager` is the id or the e-mail of another person; there an empty text
    says that the person has none, and None that the source does not tell. `locale` is a language or its tag. A person
    who is not `active` has left, or is about to be removed: nothing but `id` or `email` is needed then.
    """

    id: str | None
    email: str | None
    name: str = ""
    trade: str | None = None
    site: str | None = None
    manager: str | None = None
    locale: str | None = None
    active: bool = True


class RowProblem(StrEnum):
    """Why a row is refused: nothing of it is used, and whoever it speaks of stays as they are."""

    NO_IDENTITY = "no_identity"
    BAD_ID = "bad_id"
    BAD_EMAIL = "bad_email"
    BAD_ACTIVE = "bad_active"
    UNKNOWN_TRADE = "unknown_trade"
    UNKNOWN_SITE = "unknown_site"
    DUPLICATE = "duplicate"
    TOO_LONG = "too_long"
    TOO_MANY_CELLS = "too_many_cells"
    LINE_BREAK = "line_break"
    BROKEN_QUOTES = "broken_quotes"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """`detail` is what was written, or the line that came first. `marks` may name a known person: nobody leaves for it.

    A mark is an id, an e-mail, or the words of a name (see `name_mark`).
    """

    line: int
    problem: RowProblem
    detail: str = ""
    marks: frozenset[str] = frozenset()


class RowRemark(StrEnum):
    """What was left out of a row that is otherwise used."""

    MANAGER_UNKNOWN = "manager_unknown"
    MANAGER_SELF = "manager_self"
    LANGUAGE_UNKNOWN = "language_unknown"
    TRADE_LEFT_OUT = "trade_left_out"
    SITE_LEFT_OUT = "site_left_out"


@dataclass(frozen=True, slots=True)
class Remark:
    line: int
    about: RowRemark
    detail: str = ""


# An entry with its line, or its number where the source has no lines.
Numbered: TypeAlias = tuple[int, DirectoryEntry]
