import json
from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from passeur.ambassadors.workshops import Workshop, respondent_of
from passeur.delivery.batches import all_of
from passeur.privacy.holdings import Holding, Marks, as_what, told
from passeur.privacy.register import kind_of
from passeur.privacy.register_model import Names, RowKind
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.kpi_json import OWN_NAMES
from passeur.storage.leaving import own_columns
from passeur.storage.looked_for import is_part, long_text_of, texts_of
from passeur.storage.table import Table
from passeur.storage.tenant_rows import TABLES_AT_ONCE, rows_of_tenant
from passeur.storage.workshop_rows import is_beside, is_feedback, workshop_from

_FEEDBACK, _OWN_NUMBERS = "workshops.feedback", "kpis.own_numbers"
# As long as a pseudonym of feedback is, at the end of its key.
_PSEUDONYM = 24
# What a key says besides, of nobody.
_UNTOLD = frozenset({"tenant", "prefix", "rest"})


@dataclass(frozen=True, slots=True)
class HoldingsTable:
    """Every table by its name, read whole: no index of people could forget a row. HoldingRepository."""

    tables: Mapping[str, Table]

    async def of_person(self, tenant_id: str, marks: Marks) -> list[Holding]:
        look = _Look(tenant_id, marks, forms_of(marks))
        await all_of((look.table(name, table) for name, table in self.tables.items()), at_once=TABLES_AT_ONCE)
        return [
            Holding(name, Names.OTHER, {}) if kind is None else _told(kind, what, fields, marks, look.known)
            for name in self.tables
            for kind, what, fields in look.found[name]
        ]


@dataclass(frozen=True, slots=True)
class _Look:
    """One look through the tables, side by side. `known` is filled with the ids of everybody."""

    tenant_id: str
    marks: Marks
    forms: Sequence[str]
    known: set[str] = field(default_factory=set)
    found: dict[str, list[tuple[RowKind | None, Names, Mapping[str, Any]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    async def table(self, name: str, table: Table) -> None:
        workshop: Workshop | None = None
        theirs: frozenset[str] = frozenset()
        async for row in rows_of_tenant(table, self.tenant_id):
            if name == "people":
                self.known.add(row[KEY])
            if name == "workshops" and not is_feedback(row) and _is_counted(row):
                workshop = workshop_from(row)
                theirs = frozenset(respondent_of(workshop, each) for each in self.marks.ids)
            # Most rows say nothing of one person, which is seen before anything of them is read.
            if row[KEY][-_PSEUDONYM:] in theirs or may_name(row, self.forms):
                self._note(name, row, workshop, theirs)

    def _note(self, name: str, row: Row, workshop: Workshop | None, theirs: Collection[str]) -> None:
        kind = kind_of(name, row[PARTITION], row[KEY])
        if kind is None:
            self.found[name] += [(None, Names.OTHER, {})] if _mentions(row, self.marks) else []
            return
        fields = fields_of(kind, row)
        if kind.id != _FEEDBACK:
            what = as_what(kind, fields, self.marks)
        else:
            # Feedback is kept under a pseudonym of each workshop, which the person's id leads to.
            is_theirs = workshop is not None and is_beside(row, workshop) and fields["respondent"] in theirs
            what = Names.SUBJECT if is_theirs else None
        if what:
            self.found[name].append((kind, what, fields))


def forms_of(marks: Marks) -> Sequence[str]:
    """What leads to a person as it may be written: as it is, and as JSON has it."""
    plain = [*marks.ids, *([marks.chat] if marks.chat else [])]
    as_json = [json.dumps(each, ensure_ascii=is_ascii)[1:-1] for each in plain for is_ascii in (True, False)]
    return tuple(dict.fromkeys([*plain, *as_json]))


def may_name(row: Row, forms: Sequence[str]) -> bool:
    """Whether a row may say anything of a person: never no when it does."""
    text = "\n".join(texts_of(row))
    return any(form in text for form in forms)


def _is_counted(row: Row) -> bool:
    kind = kind_of("workshops", row[PARTITION], row[KEY])
    return kind is not None and kind.id == "workshops.counted"


def _told(kind: RowKind, what: Names, fields: Mapping[str, Any], marks: Marks, known: Container[str]) -> Holding:
    return Holding(kind.id, what, told(kind, fields, what, marks, known.__contains__))


def _mentions(row: Row, marks: Marks) -> bool:
    """Of a row of no kind: what an older version wrote is told as well."""
    texts = (value for value in row.values() if isinstance(value, str))
    return any(each in text for text in texts for each in marks.ids)


def fields_of(kind: RowKind, row: Row) -> dict[str, Any]:
    """Columns with what the keys say; a long text as the one thing that it is."""
    fields: dict[str, Any] = {}
    for part, value in kind.parts(row[PARTITION], row[KEY]).items():
        if part not in _UNTOLD:
            fields[f"key:{part}" if part in set(Names) else part] = value
    fields |= {
        name: _read(value)
        for name, value in own_columns(row).items()
        if name not in (PARTITION, KEY) and not is_part(name)
    }
    if long := long_text_of(row):
        read = _read(long)
        if kind.id == _OWN_NUMBERS and isinstance(read, dict):
            read = {person: dict(zip(OWN_NAMES, line, strict=True)) for person, line in read.items()}
        fields["text00"] = read
    return fields


def _read(value: object) -> object:
    """What is kept as JSON, as what it is."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
