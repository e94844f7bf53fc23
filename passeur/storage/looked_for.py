r"""Who, of many people, a text may lead to: seen in one go through its words, however many are looked for.

It never misses anybody whom a closer look would find, and now and then names somebody whom it would not. A mark is
found by the longest of its words that stands between two signs that are no letters; one that has no such word, like a
hash, may go on on either side, and is looked for inside of longer words. Capitals count for nothing here. Of a few
people, each mark is simply looked for: that is quicker than to go through the words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from passeur.privacy.register import OUTLIVING
from passeur.storage.entities import Row

# A column over which a long text is spread (see long_texts).
_PART = re.compile(r"text[0-9]{2}")
_PARTS = frozenset(f"text{part:02d}" for part in range(100))
_WORD = re.compile(r"[^\W_]+")
# The same of a text of ASCII signs, ten times as fast.
_BLANKED = bytes(code if chr(code).isalnum() else 0x20 for code in range(128)).ljust(256)
# What stands for a sign in JSON: a word may begin right after it.
_ESCAPED = re.compile(r"\\(?:[nrt]|u[0-9a-f]{4})")
# Patterns take these for an `i`, or Python for a letter once it is folded: who looks closer looks for everybody.
_ODD = re.compile("[\u0130\u0131\u0345]")
_SHORTEST = 3
# Up to so many marks, looking for each costs less than the words of a text do.
_FEW = 64
# What a hash can be inside of; most long words are no hashes.
_HASH = re.compile("[0-9a-f]{32,}")
_HASHES = 32

Whose = frozenset[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What leads to `whose`; `alone` when it only counts where no letter goes on before or after it, as of a name."""

    whose: str
    text: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class LookedFor:
    """Marks by the words that show them: `words` as a whole, `hashes` and, by their length, others `inside` of one.

    `few` are the marks themselves, when they are; `always` have no word at all.
    """

    few: Sequence[tuple[str, str]]
    words: Mapping[str, Whose]
    hashes: Mapping[str, Whose]
    inside: Mapping[int, Mapping[str, Whose]]
    always: Whose
    everybody: Whose
    _known: frozenset[str]
    _shortest: int

    @classmethod
    def of(cls, marks: Iterable[Mark], *, few: int = _FEW) -> Self:
        """`few` is up to how many each is simply looked for."""
        marks = list(marks)
        each = [(mark.text.casefold(), mark.whose) for mark in marks] if len(marks) <= few else []
        words: dict[str, Whose] = defaultdict(frozenset)
        hashes: dict[str, Whose] = defaultdict(frozenset)
        inside: dict[int, dict[str, Whose]] = defaultdict(lambda: defaultdict(frozenset))
        always, everybody = set[str](), set[str]()
        for mark in marks:
            everybody.add(mark.whose)
            there = mark.text.casefold()
            if shows := _shows(there, alone=mark.alone):
                words[shows] |= {mark.whose}
            elif not (within := max(_WORD.findall(there), key=len, default="")):
                always.add(mark.whose)
            elif len(within) == _HASHES and _HASH.fullmatch(within):
                hashes[within] |= {mark.whose}
            else:
                inside[len(within)][within] |= {mark.whose}
        lengths = {length: dict(those) for length, those in inside.items()}
        shortest = min([*lengths, _HASHES])
        known = frozenset(words)
        return cls(each, dict(words), dict(hashes), lengths, frozenset(always), frozenset(everybody), known, shortest)

    def who_may_be_in(self, text: str) -> Whose | set[str]:
        if not text.isascii() and _ODD.search(text):
            return self.everybody
        text = text.casefold()
        if self.few:
            return {whose for mark, whose in self.few if mark in text}
        words = set(_words_of(text))
        if "\\" in text:
            words.update(_words_of(_ESCAPED.sub(" ", text)))
        found = set(self.always)
        for word in self._known & words:
            found |= self.words[word]
        for word in words:
            if len(word) >= self._shortest:
                found.update(*self._inside(word))
        return found

    def _inside(self, word: str) -> Iterator[Whose]:
        for part in _HASH.findall(word):
            yield from _parts_of(part, _HASHES, self.hashes)
        for length, those in self.inside.items():
            yield from _parts_of(word, length, those)


def _words_of(text: str) -> list[str]:
    if text.isascii():
        return text.encode("ascii").translate(_BLANKED).decode("ascii").split()
    return _WORD.findall(text)


def _parts_of(word: str, length: int, those: Mapping[str, Whose]) -> Iterator[Whose]:
    for start in range(len(word) - length + 1):
        if (whose := those.get(word[start : start + length])) is not None:
            yield whose


def erasable(table: str, row: Row) -> Row:
    """A row without what outlives the erasure of who it names."""
    outliving = OUTLIVING.get(table)
    return row if outliving is None else {name: value for name, value in row.items() if name not in outliving}


def is_part(column: str) -> bool:
    """Whether a column holds a piece of a long text (a report's own `text` does not)."""
    return _PART.fullmatch(column) is not None


def long_text_of(row: Row) -> str:
    return "".join(row[name] for name in sorted(row) if is_part(name))


def texts_of(row: Row) -> list[str]:
    """Every text of a row, keys included, and a long one as the one that it is: a part of it may cut a word."""
    if _PARTS.isdisjoint(row):
        return [value for value in row.values() if isinstance(value, str)]
    texts = [value for name, value in row.items() if isinstance(value, str) and not is_part(name)]
    return [*texts, long_text_of(row)]


def _shows(mark: str, *, alone: bool) -> str:
    """The longest word of a mark that is a word as well wherever the mark is; empty when there is none."""
    found = [
        word
        for word in _WORD.finditer(mark)
        if alone or (word.start() > 0 and word.end() < len(mark) and len(word[0]) >= _SHORTEST)
    ]
    # What follows the sign is the same for everybody of a company.
    own = [word for word in found if word.end() <= mark.find("@")]
    return max((word[0] for word in own or found), key=len, default="")
