"""The words of the privacy register: what a kind of row holds, about whom, why, for how long, and who sees it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.retention_rules import Kept


class Names(StrEnum):
    """As what a column, or a part of a key, names a person."""

    NOBODY = "nobody"
    # The person whom the row is about: their account, their candidacy, their answer.
    SUBJECT = "subject"
    # Who wrote, asked, decided or granted what the row says.
    AUTHOR = "author"
    MANAGER = "manager"
    # Anybody else whom the row mentions: who nominated, whom somebody asked to take over.
    OTHER = "other"


class Holds(StrEnum):
    """What there is in a column, which says how somebody is found in it and taken out of it."""

    VALUE = "value"
    ID = "id"
    # Several ids, separated by `|`.
    IDS = "ids"
    # Ids somewhere in a longer text: a JSON object, a subject of parts.
    IDS_INSIDE = "ids_inside"
    NAME = "name"
    CONTACT = "contact"
    WORDS = "words"
    # Where somebody's own chat is, or a message in it.
    PLACE = "place"
    # A hash or a random word in the place of a person: it names nobody by itself.
    PSEUDONYM = "pseudonym"


@dataclass(frozen=True, slots=True)
class Column:
    """One stored field. `names` says whom it names, `holds` how; `outlives` that it stays when they are erased."""

    name: str
    names: Names = Names.NOBODY
    holds: Holds = Holds.VALUE
    outlives: bool = False


def plain(*names: str) -> tuple[Column, ...]:
    """Fields that name nobody by themselves."""
    return tuple(Column(name) for name in names)


def words(*names: str, of: Names = Names.AUTHOR) -> tuple[Column, ...]:
    """Fields in which somebody writes freely: they may name anybody, and are read as their author's."""
    return tuple(Column(name, of, Holds.WORDS) for name in names)


def long_text(names: Names = Names.NOBODY, holds: Holds = Holds.VALUE) -> tuple[Column, ...]:
    """The columns over which storage spreads one long text."""
    return tuple(Column(f"text{part:02d}", names, holds) for part in range(12))


def place(names: Names = Names.NOBODY) -> tuple[Column, ...]:
    """Where a conversation is: a person's own chat, or, naming nobody, one of many."""
    return tuple(
        Column(name, names, Holds.PLACE if names is not Names.NOBODY else Holds.VALUE)
        for name in ("conversation_id", "service_url", "conversation_kind")
    )


# What the parts of keys look like. `{subject}`, `{author}`, `{manager}` and `{other}` are ids of people.
_PARTS: Mapping[str, str] = {
    "prefix": "[0-9a-f]{2}",
    "week": "[0-9]{4}-W[0-9]{2}",
    "month": "[0-9]{4}-[0-9]{2}",
    "rest": ".+",
}
_PART = re.compile(r"\{(\w+)\}")
_PEOPLE = frozenset(Names) - {Names.NOBODY}


@dataclass(frozen=True, slots=True)
class RowKind:
    """One kind of row of one table, told from the others by its keys: `{tenant}|{week}` with `s|{share}`.

    In a key's pattern `{subject}`, `{author}`, `{manager}` and `{other}` are ids of people; `{prefix}`, `{week}` and
    `{month}` have their form, `{rest}` is anything at all, and every other part is one part of a key. Of several kinds
    of a table that fit a key, the first is meant.
    """

    table: str
    name: str
    partition: str
    key: str
    columns: tuple[Column, ...]
    purpose: Purpose
    basis: Basis
    kept: Kept
    seen_by: tuple[Reader, ...]

    @property
    def id(self) -> str:
        return f"{self.table}.{self.name}"

    def fits(self, partition: str, key: str) -> bool:
        return _pattern(self.partition, self.key).fullmatch(f"{partition} {key}") is not None

    def parts(self, partition: str, key: str) -> Mapping[str, str]:
        """The parts of a row's keys by their name; nothing for the keys of another kind."""
        found = _pattern(self.partition, self.key).fullmatch(f"{partition} {key}")
        return {} if found is None else found.groupdict()

    def key_names(self) -> frozenset[Names]:
        """As what the row's own keys name people."""
        return frozenset(Names(part) for part in _PART.findall(f"{self.partition} {self.key}") if part in _PEOPLE)

    def all_fields(self) -> Iterator[Column]:
        """Every field with the parts of keys that name somebody, as columns of their own."""
        yield from (Column(f"key:{names}", names, Holds.ID) for names in sorted(self.key_names()))
        yield from self.columns

    @property
    def is_personal(self) -> bool:
        """Whether a row of this kind says something of somebody who can be told from it."""
        return any(each.names is not Names.NOBODY for each in self.all_fields())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is kept outside tables: the messages of a queue, the blobs of a container. `form` is how each is written."""

    place: str
    name: str
    form: str
    names: Names
    purpose: Purpose
    basis: Basis
    kept: Kept
    seen_by: tuple[Reader, ...]

    @property
    def id(self) -> str:
        return f"{self.place}.{self.name}"


@cache
def _pattern(partition: str, key: str) -> re.Pattern[str]:
    """Compiled when a row is first compared with it: most processes meet a few kinds alone."""
    return re.compile(f"{_regex(partition)} {_regex(key)}")


def _regex(written: str) -> str:
    pieces = _PART.split(written)
    fixed, names = pieces[::2], pieces[1::2]
    spoken = [f"(?P<{name}>{_PARTS.get(name, '[^| ]+')})" for name in names]
    return "".join(re.escape(text) + part for text, part in zip(fixed, [*spoken, ""], strict=True))


def row_kind(
    kind_id: str,
    keys: tuple[str, str],
    columns: tuple[Column, ...],
    why: tuple[Purpose, Basis],
    kept: Kept,
    *seen_by: Reader,
) -> RowKind:
    """One kind of row by its id, `table.kind`, and the patterns of its two keys."""
    table, _, name = kind_id.partition(".")
    return RowKind(table, name, *keys, columns, *why, kept, seen_by)
