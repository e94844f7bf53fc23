import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from passeur.ambassadors.workshops import Workshop, respondent_of
from passeur.privacy.holdings import Holding, Marks, as_what, told
from passeur.privacy.register import kind_of
from passeur.privacy.register_model import Names, RowKind
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.kpi_json import OWN_NAMES
from passeur.storage.leaving import own_columns
from passeur.storage.looked_for import is_part, long_text_of
from passeur.storage.table import Table
from passeur.storage.tenant_rows import rows_of_tenant
from passeur.storage.workshop_rows import is_beside, is_feedback, workshop_from

_FEEDBACK, _OWN_NUMBERS = "workshops.feedback", "kpis.own_numbers"
# What a key says besides, of nobody.
_UNTOLD = frozenset({"tenant", "prefix", "rest"})


@dataclass(frozen=True, slots=True)
class HoldingsTable:
    """Every table by its name, read whole: no index of people could forget a row. HoldingRepository."""

    tables: Mapping[str, Table]

    async def of_person(self, tenant_id: str, marks: Marks) -> list[Holding]:
        known = {row[KEY] async for row in rows_of_tenant(self.tables["people"], tenant_id)}
        found: list[Holding] = []
        for name, table in self.tables.items():
            workshop: Workshop | None = None
            async for row in rows_of_tenant(table, tenant_id):
                kind = kind_of(name, row[PARTITION], row[KEY])
                if kind is None:
                    found += [Holding(name, Names.OTHER, {})] if _mentions(row, marks) else []
                    continue
                if kind.id == "workshops.counted":
                    workshop = workshop_from(row)
                fields = _fields(kind, row)
                if what := _as_what(kind, fields, marks, row, workshop):
                    found.append(Holding(kind.id, what, told(kind, fields, what, marks, known.__contains__)))
        return found


def _as_what(
    kind: RowKind, fields: Mapping[str, Any], marks: Marks, row: Row, workshop: Workshop | None
) -> Names | None:
    """Feedback is kept under a pseudonym of each workshop, which the person's id leads to."""
    if kind.id != _FEEDBACK:
        return as_what(kind, fields, marks)
    if workshop is None or not is_feedback(row) or not is_beside(row, workshop):
        return None
    is_theirs = fields["respondent"] in {respondent_of(workshop, each) for each in marks.ids}
    return Names.SUBJECT if is_theirs else None


def _mentions(row: Row, marks: Marks) -> bool:
    """Of a row of no kind: what an older version wrote is told as well."""
    texts = (value for value in row.values() if isinstance(value, str))
    return any(each in text for text in texts for each in marks.ids)


def _fields(kind: RowKind, row: Row) -> dict[str, Any]:
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
