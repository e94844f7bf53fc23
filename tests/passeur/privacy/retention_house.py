"""A storage with one row of any kind in it, made from the register's own words, and nights that pass over it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from passeur.backend import Backend
from passeur.periods import Month, Week
from passeur.privacy.keep_no_longer import keep_no_longer
from passeur.privacy.register import REGISTER
from passeur.privacy.retention_ports import Proof
from passeur.privacy.retention_rules import PERIODS, Clock, Kept, Rule
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from passeur.storage.table import Put, Span
from tests.fakes.clock import FakeClock

WRITTEN = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
MOMENT = WRITTEN.isoformat(timespec="microseconds")
ENDS_ON = date(2026, 6, 30)
# The house's own clocks are those of Paris, where July's midnight is at 22:00 of the day before.
PARIS_IN_JULY = timedelta(hours=2)
KINDS = {kind.id: kind for kind in REGISTER}
_PARTS = {"week": "2026-W47", "month": "2026-11", "prefix": "ab", "cohort": "2026-1", "day": "2026-11-18"}

Row = Mapping[str, Any]


@dataclass
class House:
    """Nights are `await house.night(moment)`; `rows` are what is left in a table."""

    storage: Storage
    backend: Backend
    clock: FakeClock
    tenant: str

    async def put(self, kind_id: str, **columns: object) -> tuple[str, str]:
        kind = KINDS[kind_id]
        where = self._keys(kind.partition), self._keys(kind.key)
        row = {"PartitionKey": where[0], "RowKey": where[1], **columns}
        await self.storage.tables[kind.table].write(Put(row))
        return where

    async def put_for(self, rule: Rule, **more: object) -> tuple[str, str]:
        """A row that the rule is about, whose clock began at WRITTEN."""
        columns: dict[str, object] = {**rule.only, **more}
        columns |= dict.fromkeys(rule.blank, "left") | dict.fromkeys(rule.but, "other")
        if rule.needs:
            columns[rule.needs] = "person-1"
        if rule.clock is Clock.COLUMN:
            columns[rule.column[0]] = "2026-11-18" if rule.column[0].endswith("_on") else MOMENT
        if rule.clock is Clock.COHORT:
            await self.put_cohort()
            names = {column.name for column in KINDS[rule.kind].columns}
            columns |= {name: "2026-1" for name in rule.column if name in names}
        if rule.kind == "workshops.feedback":
            await self.put("workshops.counted", cohort="2026-1")
        if rule.kind == "workshops.hosted":
            columns["code"] = "code-1"
        if rule.kind == "cohorts.cohort":
            return self.tenant, "2026-1"
        return await self.put(rule.kind, **columns)

    async def put_cohort(self, state: str = "closed", starts_on: str = "2026-01-05") -> None:
        await self.put(
            "cohorts.cohort",
            wanted=3,
            deadline="2025-12-01T00:00:00.000000+00:00",
            state=state,
            opened_at=MOMENT,
            opened_by="lead",
            starts_on=starts_on,
            ends_on=ENDS_ON.isoformat(),
            check_in_weeks=2,
        )

    async def there(self, table: str, where: tuple[str, str]) -> Row | None:
        return await self.storage.tables[table].get(*where)

    async def rows(self, table: str) -> list[Row]:
        span = Span(self.tenant, f"{self.tenant}|~")
        return [row async for page in self.storage.tables[table].pages(span) for row in page]

    async def night(self, now: datetime, most: int = 1000) -> Proof:
        self.clock.now = now
        return await keep_no_longer(self.backend, now=now, most=most)

    def _keys(self, pattern: str) -> str:
        known = {**_PARTS, "tenant": self.tenant}
        return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], f"{found[1]}-1"), pattern)


def open_house(storage: Storage | None = None, tenant: str = "tenant-1") -> House:
    storage = storage or open_memory_storage()
    clock = FakeClock(WRITTEN)
    return House(storage, backend_of(storage, read_organisation({"PASSEUR_TENANT_ID": tenant}), clock), clock, tenant)


def columns_of(row: Row) -> dict[str, object]:
    """A row without its keys and its version."""
    return {name: value for name, value in row.items() if name[0].islower() and name != "odata.etag"}


def over_at(rule: Rule) -> datetime:
    """The first moment at which a row of `put_for` is kept no longer."""
    if rule.clock is Clock.COHORT:
        day = ENDS_ON + PERIODS[Kept.COHORTS] + timedelta(days=1)
        return datetime.combine(day, time(), tzinfo=UTC) - PARIS_IN_JULY
    if rule.clock is Clock.COLUMN:
        begun = WRITTEN if not rule.column[0].endswith("_on") else datetime(2026, 11, 18, tzinfo=UTC)
    else:
        last = Week(2026, 47) if rule.clock is Clock.WEEK else Month(2026, 11).weeks[-1]
        begun = datetime.combine(last.plus(1).monday, time(), tzinfo=UTC)
    return begun + rule.period
