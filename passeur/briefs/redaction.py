"""A text without what says who wrote it or whom it names: for quotes that leave the circle of those who know."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from passeur.texts import folded

REDACTED = "[…]"
_ADDRESS = re.compile(r"[\w.+'’-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|@\w[\w.-]*")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|eu|io|ai|local|intra|intranet|lan|corp|be|ch|uk|info)\b(?:/\S*)?"
    # A path behind a host, whatever it ends in.
    r"|\b[\w-]+(?:\.[\w-]+)+/[^\s)]+",
    re.IGNORECASE,
)
# Seven digits or more, however they are grouped: a phone, a badge, an account.
_NUMBER = re.compile(r"(?:\+|\b0)?\d(?:[\s\u00a0\u202f.\-/()]?\d){6,}")
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_NAME = 2
# Parts of names that are everyday words, and say nothing alone.
_PARTICLES = frozenset(
    {"le", "la", "les", "de", "du", "des", "da", "di", "do", "dos", "el", "al", "van", "von", "der", "den", "ten", "st"}
)

# Two names in a row are one person's; so is what stands between them.
_REPEATED = re.compile(rf"\[…\](?:[\s’',-]*(?:\b(?:{'|'.join(sorted(_PARTICLES))})\b[\s’',-]*)*\[…\])+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FullNames:
    """Names of two words or more, each as its sorted words without particles; and all the words that there are."""

    whole: frozenset[tuple[str, ...]]
    words: frozenset[str]
    longest: int


def redacted(text: str, names: Iterable[str], *, others: Iterable[str] = ()) -> str:
    """The text without addresses, links and long numbers, nor any part of `names`, however they are written.

    Of the names of `others` the parts go that begin with a capital, as names do.
    """
    for pattern in (_ADDRESS, _LINK, _NUMBER):
        text = pattern.sub(REDACTED, text)
    parts, known = _parts(names), _parts(others)

    def kept(word: re.Match[str]) -> str:
        said = set(folded(word[0]).split())
        # Of a colleague, "claire" says nothing and "Claire" may.
        return REDACTED if said & parts or (word[0][0].isupper() and said & known) else word[0]

    return _REPEATED.sub(REDACTED, _WORD.sub(kept, text))


def redacted_tool(tool: str, names: Iterable[str]) -> str:
    """As `redacted`, for the name of a tool: a product may have the first name of whoever shares it."""
    return tool if folded(tool) in _parts(names) else redacted(tool, names)


def names_somebody(text: str, names: FullNames) -> bool:
    """Whether a text has one of these names, the family's first or last, with or without its particles."""
    words = _telling(text)
    return any(
        words[start] in names.words
        and any(tuple(sorted(words[start : start + length])) in names.whole for length in range(2, names.longest + 1))
        for start in range(len(words))
    )


def _parts(names: Iterable[str]) -> frozenset[str]:
    parts = {part for name in names for part in folded(name).split() if len(part) >= _SHORTEST_NAME}
    return frozenset(parts - _PARTICLES)


def full_names(names: Iterable[str]) -> FullNames:
    """Names as `names_somebody` looks for them; a name of one word is too often a word."""
    whole = frozenset(tuple(sorted(words)) for each in names if len(words := _telling(each)) > 1)
    return FullNames(whole, frozenset(word for name in whole for word in name), max(map(len, whole), default=0))


def may_name(name: str, words: AbstractSet[str]) -> bool:
    """Whether a text of these words, folded, has all those of a name: the few names worth looking for."""
    return all(word in words for word in _telling(name))


def _telling(text: str) -> list[str]:
    return [word for word in folded(text).split() if word not in _PARTICLES]
