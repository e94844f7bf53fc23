from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from passeur.ambassadors.decisions import Decision
from passeur.ambassadors.refusals import Declined, Why
from passeur.errors import StorageUnavailable
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, PARTITION, Row
from passeur.storage.keys import joined
from passeur.storage.rewritten import rewritten
from passeur.storage.table import Conflict, Create, Span, Table


@dataclass(frozen=True, slots=True)
class DecisionsTable:
    """One partition for each tenant, a row for each decision. DecisionRepository."""

    table: Table

    async def add(self, decision: Decision) -> Decision:
        try:
            await self.table.write(Create(_row(decision)))
        except Conflict:
            first = await self.get(decision.tenant_id, decision.id)
            if first is None:
                raise StorageUnavailable("a decision is there and cannot be read") from None
            return first
        return decision

    async def get(self, tenant_id: str, decision_id: str) -> Decision | None:
        row = await self.table.get(*_where(tenant_id, decision_id))
        return None if row is None else _read(row)

    async def all(self, tenant_id: str) -> Sequence[Decision]:
        partition = joined(tenant_id, "decisions")
        found = [_read(row) async for page in self.table.pages(Span(partition, partition)) for row in page]
        return sorted(found, key=lambda each: (each.on, each.recorded_at, each.id), reverse=True)

    async def change(self, tenant_id: str, decision_id: str, change: Callable[[Decision], Decision]) -> Decision:
        def known(decision: Decision | None) -> Decision:
            if decision is None:
                raise Declined(Why.DECISION_UNKNOWN)
            return change(decision)

        _, decision = await rewritten(self.table, _where(tenant_id, decision_id), _read, _row, known)
        return decision


def _where(tenant_id: str, decision_id: str) -> tuple[str, str]:
    return joined(tenant_id, "decisions"), joined(decision_id)


def _row(decision: Decision) -> Row:
    return row_of(
        *_where(decision.tenant_id, decision.id),
        what=decision.what,
        why=decision.why,
        day=decision.on.isoformat(),
        recorded_at=write_time(decision.recorded_at),
        recorded_by=decision.recorded_by,
        struck_at=write_time(decision.struck_at) if decision.struck_at else None,
        struck_by=decision.struck_by,
        struck_why=decision.struck_why,
    )


def _read(row: Row) -> Decision:
    return Decision(
        tenant_id=row[PARTITION].partition("|")[0],
        id=row[KEY],
        what=row["what"],
        why=row["why"],
        on=date.fromisoformat(row["day"]),
        recorded_at=read_time(row["recorded_at"]),
        recorded_by=row["recorded_by"],
        struck_at=read_time(row["struck_at"]) if "struck_at" in row else None,
        struck_by=row.get("struck_by"),
        struck_why=row["struck_why"],
        etag=row.get(ETAG, ""),
    )
