"""Everything that is held about one person, as the privacy register tells it from what is held about others."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from passeur.directory.identities import id_of_email
from passeur.people import Person
from passeur.privacy.register_model import Column, Holds, Names, RowKind

# What stands for anybody else, in every language: the words are the page's.
SOMEBODY_ELSE = "…"
# An id of Microsoft Entra, or what stands for somebody who was erased.
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|erased-[0-9a-f]{32}", re.IGNORECASE)
# Columns in which several people may be.
_AMONG_OTHERS = (Holds.IDS_INSIDE, Holds.PLACE)


@dataclass(frozen=True, slots=True)
class Holding:
    """What one stored row says of a person. `kind` is its id in the register, `as_what` how it names them.

    `fields` are the row's columns, and what its keys say, without anything about anybody else. `told_at` is when
    the rest of it is told at the latest, when some of it is not told yet (told_later.py).
    """

    kind: str
    as_what: Names
    fields: Mapping[str, Any]
    told_at: datetime | None = None


class HoldingRepository(Protocol):
    async def of_person(self, tenant_id: str, marks: "Marks") -> list[Holding]:
        """Look through every table, whatever it takes."""


@dataclass(frozen=True, slots=True)
class Marks:
    """By what rows lead to one person: ids, and where their own chat is."""

    ids: tuple[str, ...]
    chat: str | None = None

    @classmethod
    def of(cls, person_id: str, person: Person | None) -> "Marks":
        email = person.email if person else None
        address = person.address if person else None
        by_email = (id_of_email(email),) if email else ()
        return cls((person_id, *by_email), address.conversation_id if address else None)

    def has(self, value: object) -> bool:
        return value in self.ids or (self.chat is not None and value == self.chat)

    def named_by(self, column: Column, value: object) -> bool:
        """Whether a column, which may name people, names this one."""
        if column.names is Names.NOBODY or value is None:
            return False
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        match column.holds:
            case Holds.ID:
                return text in self.ids
            case Holds.IDS:
                return not set(self.ids).isdisjoint(text.split("|"))
            case Holds.IDS_INSIDE:
                return any(each in text for each in self.ids)
            case Holds.PLACE:
                return self.chat is not None and self.chat in text
            case _:
                return False


def as_what(kind: RowKind, fields: Mapping[str, object], marks: Marks) -> Names | None:
    """As what a row of a kind names a person; what they are first counts. None when it does not."""
    found = {each.names for each in kind.all_fields() if marks.named_by(each, fields.get(each.name))}
    return next((names for names in (Names.SUBJECT, Names.AUTHOR, Names.MANAGER, Names.OTHER) if names in found), None)


def told(
    kind: RowKind, fields: Mapping[str, object], what: Names, marks: Marks, is_somebody: Callable[[str], bool]
) -> Mapping[str, Any]:
    """What a row says of the person, and of nobody else. `is_somebody` knows the ids of people."""
    if what in (Names.MANAGER, Names.OTHER):
        return {}
    columns = {each.name: each for each in kind.all_fields()}
    about_another = what is Names.AUTHOR and any(each.names is Names.SUBJECT for each in columns.values())
    kept: dict[str, Any] = {}
    for name, value in fields.items():
        column = columns.get(name, Column(name))
        if about_another and not marks.named_by(column, value):
            continue
        # Among other people's entries, their own is theirs.
        shown = _own_part(value, marks) if column.holds in _AMONG_OTHERS else value
        if shown is not None:
            kept[name] = _masked(shown, marks, is_somebody)
    return kept


def _own_part(value: object, marks: Marks) -> object:
    """Of entries about several people, those that name this one; None when there is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        is_theirs = any(marks.has(each) for each in value.values())
        parts = {
            key: each if marks.has(key) or (is_theirs and not isinstance(each, (dict, list))) else _entry(each, marks)
            for key, each in value.items()
        }
        return {key: part for key, part in parts.items() if part is not None} or None
    return _entry(value, marks)


def _entry(value: object, marks: Marks) -> object:
    if isinstance(value, dict):
        return _own_part(value, marks)
    if isinstance(value, list):
        if any(marks.has(each) for each in value):
            return value
        return [part for each in value if (part := _entry(each, marks)) is not None] or None
    return value if marks.has(value) else None


def _masked(value: object, marks: Marks, is_somebody: Callable[[str], bool]) -> object:
    """Without the id of anybody else, wherever it stands."""
    if isinstance(value, dict):
        return {_masked(key, marks, is_somebody): _masked(each, marks, is_somebody) for key, each in value.items()}
    if isinstance(value, list):
        return [_masked(each, marks, is_somebody) for each in value]
    if not isinstance(value, str) or marks.has(value):
        return value
    parts = re.split(r"([|. ])", value)
    known = [SOMEBODY_ELSE if is_somebody(part) and not marks.has(part) else part for part in parts]
    return _UUID.sub(lambda found: found[0] if marks.has(found[0]) else SOMEBODY_ELSE, "".join(known))
