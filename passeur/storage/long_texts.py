"""Texts longer than a column may be, spread over the columns and the rows that they need."""

from collections.abc import Iterator, Sequence

from passeur.storage.entities import LONGEST_TEXT, Row

MOST_PARTS = 12
_ROOM = LONGEST_TEXT * MOST_PARTS


def text_columns(text: str) -> dict[str, str]:
    """A text of ASCII characters (JSON is) as the columns of one row; ValueError when one row cannot hold it."""
    if not text.isascii() or len(text) > _ROOM:
        raise ValueError(f"a text of {len(text)} characters: {_ROOM} at most in a row, all of them ASCII")
    return {f"text{part:02d}": text[start : start + LONGEST_TEXT] for part, start in enumerate(_starts(len(text)))}


def text_of(row: Row) -> str:
    return "".join(row[name] for name in sorted(row) if name.startswith("text"))


def pieces(text: str) -> Sequence[str]:
    """A text cut so that each piece goes in a row of its own; one empty piece for an empty text."""
    return [text[start : start + _ROOM] for start in range(0, len(text), _ROOM)] or [""]


def _starts(length: int) -> Iterator[int]:
    yield from range(0, length, LONGEST_TEXT)
