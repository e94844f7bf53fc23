"""What is looked at closely when a person asks for their data: never less than what says something of them."""

import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from passeur.privacy.holdings import Marks, as_what
from passeur.privacy.register import REGISTER
from passeur.privacy.register_model import Holds
from passeur.storage.bundle import Storage
from passeur.storage.holdings_table import HoldingsTable, fields_of, forms_of, may_name
from passeur.storage.table import Span
from passeur.storage.tenant_rows import TABLES_AT_ONCE
from tests.passeur.ambassadors.erasing import ANNA
from tests.passeur.privacy.everywhere import plant_everywhere

IDS = st.uuids().map(str) | st.sampled_from(["p-1", "mail-0123", "é-1", "a"])
CHATS = st.none() | st.sampled_from(["a:1pZ-q7", "a:é", 'a:"odd\\chat"', "a:/?#"])
# How a row's text is read says as whose it is told; what is no such text names nobody here.
TEXTS = (Holds.ID, Holds.IDS, Holds.IDS_INSIDE, Holds.PLACE)


@st.composite
def written(draw: st.DrawFn, mark: str, holds: Holds) -> str:
    if holds is Holds.ID:
        return mark
    if holds is Holds.IDS:
        return "|".join(draw(st.permutations([mark, "somebody-1", "somebody-2"])))
    inside: list[Any] = [mark, {"who": mark}, {mark: [1, 2]}, [["x", mark]], f"2026-W47.{mark}.0123"]
    value = draw(st.sampled_from(inside))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=draw(st.booleans()))


@settings(max_examples=600, deadline=None)
@given(st.data(), IDS, CHATS)
def test_nothing_that_names_the_person_is_passed_over(data: st.DataObject, person_id: str, chat: str | None) -> None:
    marks = Marks((person_id,), chat)
    mark = data.draw(st.sampled_from([person_id, *([chat] if chat else [])]))
    # Everybody's own numbers have one form alone, which test_own_data has.
    kinds = [
        kind for kind in REGISTER if any(column.holds in TEXTS for column in kind.columns) and kind.table != "kpis"
    ]
    kind = data.draw(st.sampled_from(kinds))
    column = data.draw(st.sampled_from([each for each in kind.columns if each.holds in TEXTS]))
    text = data.draw(written(mark, column.holds))
    row = {"PartitionKey": "t", "RowKey": "k", column.name: text}
    if column.name.startswith("text0"):
        cut = data.draw(st.integers(0, len(text)))
        row = {"PartitionKey": "t", "RowKey": "k", "text00": text[:cut], "text01": text[cut:]}
    if as_what(kind, fields_of(kind, row), marks):
        assert may_name(row, forms_of(marks))


@dataclass
class _Slow:
    """Counts how many tables are read at the same moment."""

    table: Any
    open: set[int] = field(default_factory=set)
    most: list[int] = field(default_factory=list)

    async def pages(self, span: Span, **asked: Any) -> Any:
        self.open.add(id(self))
        self.most.append(len(self.open))
        async for page in self.table.pages(span, **asked):
            yield page
        self.open.discard(id(self))


async def test_tables_are_read_side_by_side_each_once_and_told_in_their_order(storage: Storage, tenant: str) -> None:
    await plant_everywhere(storage, tenant)
    marks = Marks((ANNA,), None)
    told = await storage.holdings.of_person(tenant, marks)
    open_now, most = set[int](), list[int]()
    slow = {name: _Slow(table, open_now, most) for name, table in storage.tables.items()}
    held = await HoldingsTable(slow).of_person(tenant, marks)  # type: ignore[arg-type]  # only its pages are read
    assert held == told
    assert max(most) == TABLES_AT_ONCE
    # Two spans of each, and no table twice.
    assert len(most) == 2 * len(storage.tables)
    order = list(dict.fromkeys(each.kind.partition(".")[0] for each in held))
    assert order == [name for name in storage.tables if name in order]
