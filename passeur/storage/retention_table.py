"""Rows that are kept no longer, found by the register's words for them, in any table."""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from passeur.periods import Month, Week
from passeur.privacy.noes import No
from passeur.privacy.register import REGISTER, kind_of
from passeur.privacy.register_model import RowKind
from passeur.privacy.retention_ports import Horizon
from passeur.privacy.retention_rules import Clock, Rule
from passeur.storage.columns import read_time, write_time
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import AFTER_BAR, LAST, joined
from passeur.storage.noes_table import NoesTable
from passeur.storage.table import MOST_CHANGES, Change, Conflict, Delete, Replace, Span, Table

_KINDS: Mapping[str, RowKind] = {kind.id: kind for kind in REGISTER}
_SYSTEM = frozenset({ETAG, "Timestamp"})


@dataclass(frozen=True, slots=True)
class RetentionTables:
    """All tables. RetentionRepository.

    A row goes with the version that was read: whoever wrote it meanwhile keeps it until another night.
    """

    tables: Mapping[str, Table]

    async def note_leavers(self, tenant_id: str, now: datetime, most: int) -> int:
        kind, table, noted = _KINDS["people.person"], self.tables["people"], 0
        async for rows in _rows(table, kind, _span(kind, tenant_id)):
            new = [row for row in rows if row.get("active") is False and "left_at" not in row][: most - noted]
            left_at = write_time(now)
            await _written(
                table, [Replace({**_own(row), "left_at": left_at}, row[ETAG]) for row in new], _nobody_counts
            )
            noted += len(new)
            if noted >= most:
                break
        return noted

    async def leavers(self, tenant_id: str, until: datetime, most: int) -> Sequence[str]:
        kind, found = _KINDS["people.person"], list[str]()
        async for rows in _rows(self.tables["people"], kind, _span(kind, tenant_id)):
            gone = (row for row in rows if row.get("active") is False and "left_at" in row)
            found += [row[KEY] for row in gone if read_time(row["left_at"]) <= until]
            if len(found) >= most:
                break
        return found[:most]

    async def sweep(
        self, tenant_id: str, rule: Rule, horizon: Horizon, most: int, count: Callable[[int], None]
    ) -> bool:
        kind = _KINDS[rule.kind]
        table, seen, left = self.tables[kind.table], _Cohorts(kind), most
        async for rows in _rows(table, kind, _span(kind, tenant_id, rule, horizon), also=seen.kind_before):
            old = [row for row in rows if seen.meet(row) and _is_over(row, kind, rule, horizon, seen)]
            await self._erase(table, kind, rule, old[:left], count)
            if len(old) > left:
                return False
            left -= len(old)
        return True

    async def forget_noes(self, tenant_id: str, is_old: Callable[[No], bool], most: int) -> int:
        return await NoesTable(self.tables["people"]).forget(tenant_id, is_old, most)

    async def _erase(
        self, table: Table, kind: RowKind, rule: Rule, rows: Sequence[Row], count: Callable[[int], None]
    ) -> None:
        if rule.blank:
            await _written(table, [Replace(_blanked(row, rule), row[ETAG]) for row in rows], count)
            return
        if kind.id == "workshops.hosted":
            await self._beside_hosted(table, rows)
        await _written(table, [Delete(row[PARTITION], row[KEY], row[ETAG]) for row in rows], count)

    @staticmethod
    async def _beside_hosted(table: Table, rows: Sequence[Row]) -> None:
        """A workshop's code, and what its host was last told, go before the row that leads to them."""
        for row in rows:
            tenant_id = row[PARTITION].partition("|")[0]
            await table.write(Delete(joined(tenant_id, "code"), joined(row["code"])))
            await table.write(Delete(row[PARTITION], joined("t", row[KEY].split("|")[1])))


@dataclass(slots=True)
class _Cohorts:
    """Of which cohort the rows are that do not say so themselves: feedback comes just after its workshop."""

    kind: RowKind
    workshop: str = ""
    cohort: str = ""
    kind_before: RowKind | None = field(init=False)

    def __post_init__(self) -> None:
        self.kind_before = _KINDS["workshops.counted"] if self.kind.id == "workshops.feedback" else None

    def meet(self, row: Row) -> bool:
        """Whether the row is of the kind that is swept, and not only one that says something of those after it."""
        if self.kind_before is None or not self.kind_before.fits(row[PARTITION], row[KEY]):
            return True
        self.workshop, self.cohort = f"{row[PARTITION]} {row[KEY]}|", row["cohort"]
        return False

    def of(self, row: Row, rule: Rule) -> str:
        if self.kind_before is not None:
            return self.cohort if f"{row[PARTITION]} {row[KEY]}".startswith(self.workshop) and self.workshop else ""
        named = self.kind.parts(row[PARTITION], row[KEY]).get("cohort", "")
        return next((str(row[name]) for name in rule.column if name in row), named)


def _is_over(row: Row, kind: RowKind, rule: Rule, horizon: Horizon, cohorts: _Cohorts) -> bool:
    if any(row.get(name) != value for name, value in rule.only.items()) or (rule.needs and rule.needs not in row):
        return False
    if any(row.get(name) == value for name, value in rule.but.items()):
        return False
    if rule.blank and all(row.get(name, value) == value for name, value in rule.blank.items()):
        return False
    if rule.clock is Clock.COHORT:
        return cohorts.of(row, rule) in horizon.cohorts
    since = _since(row, kind, rule)
    return since is not None and since <= horizon.until


def _since(row: Row, kind: RowKind, rule: Rule) -> datetime | None:
    """From when the row's period is counted; None for a row that has no such moment yet."""
    if rule.clock is Clock.COLUMN:
        text = next((str(row[name]) for name in rule.column if name in row), "")
        return _moment(text) if text else None
    parts = kind.parts(row[PARTITION], row[KEY])
    last = Week.parse(parts["week"]) if rule.clock is Clock.WEEK else Month.parse(parts["month"]).weeks[-1]
    return datetime.combine(last.plus(1).monday, time(), tzinfo=UTC)


def _moment(text: str) -> datetime | None:
    if text.startswith("{"):
        moments = [read_time(each) for each in json.loads(text).values()]
        return max(moments, default=None)
    moment = read_time(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _span(kind: RowKind, tenant_id: str, rule: Rule | None = None, horizon: Horizon | None = None) -> Span:
    """The partitions and keys in which rows of a kind are; with a clock of weeks or months, the old ones alone."""
    partition = kind.partition.replace("{tenant}", tenant_id)
    fixed, _, _ = partition.partition("{")
    first = last = fixed
    if fixed != partition:
        last = f"{fixed}{LAST}"
        if rule is not None and horizon is not None and rule.clock in (Clock.WEEK, Clock.MONTH):
            day = horizon.until.date()
            name = Week.of_day(day).key if rule.clock is Clock.WEEK else f"{day.year:04d}-{day.month:02d}"
            last = f"{fixed}{name}" if partition.count("{") == 1 and _is_clock(partition) else last
    start, _, more = kind.key.partition("{")
    end = f"{start[:-1]}{AFTER_BAR}" if start.endswith("|") and more else ""
    return Span(first, last, start if end else "", end)


def _is_clock(partition: str) -> bool:
    return partition.endswith(("{week}", "{month}"))


async def _rows(table: Table, kind: RowKind, span: Span, also: RowKind | None = None) -> AsyncIterator[Sequence[Row]]:
    """The rows of a kind, a page at a time, and of the kind before it when there is one."""
    wanted = {kind.id} | ({also.id} if also else set())
    async for page in table.pages(span):
        found = [(kind_of(kind.table, row[PARTITION], row[KEY]), row) for row in page]
        yield [row for known, row in found if known is not None and known.id in wanted]


async def _written(table: Table, changes: Sequence[Replace | Delete], count: Callable[[int], None]) -> None:
    """Make the changes, a transaction for each partition."""
    partitions: dict[str, list[Replace | Delete]] = defaultdict(list)
    for change in changes:
        partitions[change.row[PARTITION] if isinstance(change, Replace) else change.partition].append(change)
    for together in partitions.values():
        for start in range(0, len(together), MOST_CHANGES):
            count(await _some(table, together[start : start + MOST_CHANGES]))


def _nobody_counts(rows: int) -> None:
    """What is only noted is no erasure."""


async def _some(table: Table, changes: Sequence[Change]) -> int:
    try:
        await table.write(*changes)
    except Conflict:
        written = 0
        for change in changes:
            with suppress(Conflict):
                await table.write(change)
                written += 1
        return written
    return len(changes)


def _own(row: Row) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in _SYSTEM}


def _blanked(row: Row, rule: Rule) -> Row:
    kept = {name: value for name, value in _own(row).items() if name not in rule.blank}
    return kept | {name: value for name, value in rule.blank.items() if value is not None}
