"""What the register says in words, in French and in English: read from `texts/`, when a document is made."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register_model import Column, Elsewhere, Names, RowKind
from passeur.privacy.retention_rules import Kept

LOCALES = ("fr", "en")
_TEXTS = Path(__file__).parent / "texts"


class Document(StrEnum):
    """The four documents that are generated from the register and the settings."""

    NOTICE = "notice"
    ARTICLE_30 = "article_30"
    DPIA = "dpia"
    CSE = "cse"


class Table(StrEnum):
    """What a section of a document shows, made from the register or from the settings."""

    PURPOSES = "purposes"
    READERS = "readers"
    KEPT = "kept"
    CATEGORIES = "categories"
    SECURITY = "security"
    SETTINGS = "settings"
    RISKS = "risks"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Section:
    """`{controller}` and `{dpo}` stand for settings, `[[…]]` for what the organisation fills in, `**…**` for stress."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A document in one language, before its tables and settings are put in."""

    title: str
    lead: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class RegisterWords:
    """The words of the register in one language. KeyError for what has no words."""

    locale: str

    def kind(self, kind: RowKind | Elsewhere) -> str:
        return self._of("kinds", kind.id)

    def purpose(self, purpose: Purpose) -> tuple[str, str]:
        """Its name, and what it is for."""
        name, what_for = read_texts("register")["purposes"][purpose][self._index]
        return name, what_for

    def basis(self, basis: Basis) -> str:
        return self._of("bases", basis)

    def reader(self, reader: Reader) -> str:
        return self._of("readers", reader)

    def names(self, names: Names) -> str:
        return self._of("names", names)

    def kept(self, kept: Kept) -> tuple[str, str]:
        """From when the period counts, and why it is this long."""
        since, why = read_texts("register")["kept"][kept][self._index]
        return since, why

    def column(self, kind: RowKind, column: Column) -> str:
        """What a field is; of the columns over which a long text is spread, what the text is."""
        columns = read_texts("columns")
        if column.name.startswith("key:"):
            return self._in(columns["keys"][column.names])
        if column.name.startswith("text") and column.name[4:].isdigit():
            return self._in(columns["long"][kind.id])
        of_kind = columns["of"].get(kind.id, {})
        return self._in(of_kind.get(column.name) or columns["columns"][column.name])

    @property
    def _index(self) -> int:
        return LOCALES.index(self.locale)

    def _of(self, section: str, key: str) -> str:
        return self._in(read_texts("register")[section][key])

    def _in(self, both: Sequence[str]) -> str:
        return both[self._index]


@cache
def read_texts(name: str) -> Mapping[str, Any]:
    return tomllib.loads((_TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def told_document(document: Document, locale: str) -> Told:
    """A document's own words."""
    written, index = read_texts(document), LOCALES.index(locale)
    sections = (
        Section(
            title=each["title"][index],
            paragraphs=tuple(each[name][index] for name in ("text", "more") if name in each),
            items=tuple(item[index] for item in each.get("list", ())),
            table=Table(each["table"]) if "table" in each else None,
        )
        for each in written["sections"]
    )
    return Told(written["title"][index], written["lead"][index], tuple(sections))


def measures(locale: str) -> Sequence[str]:
    """What protects the data: by the product, then by the organisation."""
    written = read_texts("security")
    return [each[LOCALES.index(locale)] for each in (*written["measures"], *written["organisation"])]


def risks(locale: str) -> Sequence[tuple[str, str]]:
    """Each risk that the impact assessment weighs, with what the product does against it."""
    index = LOCALES.index(locale)
    return [(each["risk"][index], each["measures"][index]) for each in read_texts("dpia")["risks"]]
