"""The columns of a file of people: what they may be called, in French and in English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from passeur.texts import folded, visible


class Column(StrEnum):
    ID = "id"
    EMAIL = "email"
    NAME = "name"
    FIRST_NAME = "first_name"
    TRADE = "trade"
    SITE = "site"
    MANAGER = "manager"
    LOCALE = "locale"
    ACTIVE = "active"


# Folded: without case, accents or punctuation.
_NAMES: Mapping[Column, str] = {
    Column.ID: "id|identifiant|object id|objectid|id objet|id entra|entra id|entra object id|aad object id|azure ad id",
    Column.EMAIL: (
        "e mail|email|mail|courriel|adresse e mail|adresse email|adresse mail|adresse electronique|e mail address|"
        "email address|mail address|upn|user principal name|userprincipalname"
    ),
    Column.NAME: (
        "nom|name|nom complet|full name|display name|displayname|nom affiche|nom d affichage|prenom nom|nom prenom|"
        "nom et prenom|prenom et nom|nom de famille|last name|surname"
    ),
    Column.FIRST_NAME: "prenom|first name|given name|givenname",
    Column.TRADE: "metier|trade",
    Column.SITE: "site|lieu|lieu de travail|etablissement|location|office",
    Column.MANAGER: (
        "manager|responsable|responsable hierarchique|superieur hierarchique|n 1|e mail du responsable|"
        "email du responsable|e mail du manager|email du manager|manager email|manager e mail|manager id|id du manager|"
        "id du responsable"
    ),
    Column.LOCALE: "langue|locale|language|preferred language|preferredlanguage",
    Column.ACTIVE: "actif|active|account enabled|accountenabled|enabled",
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names.split("|")}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known column is; `ignored` are the names of the others, as written."""

    places: Mapping[Column, int]
    ignored: tuple[str, ...]
    count: int

    @classmethod
    def of(cls, header: Sequence[str]) -> Self:
        places: dict[Column, int] = {}
        ignored: list[str] = []
        for place, name in enumerate(header):
            column = _COLUMNS.get(folded(name))
            if column is not None and column not in places:
                places[column] = place
            elif visible(name).strip():
                ignored.append(" ".join(visible(name).split())[:_SHOWN])
        return cls(places, tuple(ignored), len(header))

    @property
    def can_name_people(self) -> bool:
        return Column.ID in self.places or Column.EMAIL in self.places

    def cells(self, row: Sequence[str]) -> dict[Column, str]:
        """What a row says, trimmed; a row may be shorter than its header."""
        return {column: row[place].strip() if place < len(row) else "" for column, place in self.places.items()}
