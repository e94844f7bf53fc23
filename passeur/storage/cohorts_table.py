from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.refusals import Declined, Why
from passeur.errors import StorageUnavailable
from passeur.storage.columns import read_time, row_of, write_time
from passeur.storage.entities import ETAG, KEY, Row
from passeur.storage.keys import joined
from passeur.storage.rewritten import rewritten
from passeur.storage.table import Conflict, Create, Span, Table


@dataclass(frozen=True, slots=True)
class CohortsTable:
    """A partition for each tenant, a row for each cohort. CohortRepository."""

    table: Table

    async def create(self, cohort: Cohort) -> Cohort:
        try:
            (etag,) = await self.table.write(Create(_row(cohort)))
        except Conflict:
            if first := await self.get(cohort.tenant_id, cohort.id):
                return first
            raise StorageUnavailable(f"the cohort {cohort.id} is there and cannot be read") from None
        return replace(cohort, etag=etag)

    async def get(self, tenant_id: str, cohort_id: str) -> Cohort | None:
        row = await self.table.get(joined(tenant_id), joined(cohort_id))
        return None if row is None else _cohort(tenant_id, row)

    async def all(self, tenant_id: str) -> Sequence[Cohort]:
        partition = joined(tenant_id)
        pages = self.table.pages(Span(partition, partition))
        cohorts = [_cohort(tenant_id, row) async for page in pages for row in page]
        return sorted(cohorts, key=lambda cohort: cohort.id, reverse=True)

    async def change(self, tenant_id: str, cohort_id: str, change: Callable[[Cohort], Cohort]) -> Cohort:
        def known(cohort: Cohort | None) -> Cohort:
            if cohort is None:
                raise Declined(Why.CALL_UNKNOWN)
            return change(cohort)

        where = joined(tenant_id), joined(cohort_id)
        _, after = await rewritten(self.table, where, lambda row: _cohort(tenant_id, row), _row, known)
        return after


def _row(cohort: Cohort) -> Row:
    call = cohort.call
    return row_of(
        joined(cohort.tenant_id),
        joined(cohort.id),
        wanted=call.wanted,
        deadline=write_time(call.deadline),
        trades=joined(*sorted(call.trades)) or None,
        sites=joined(*sorted(call.sites)) or None,
        state=cohort.state,
        opened_at=write_time(cohort.opened_at),
        opened_by=cohort.opened_by,
        starts_on=cohort.starts_on.isoformat(),
        ends_on=cohort.ends_on.isoformat(),
        check_in_weeks=cohort.check_in_weeks,
    )


def _cohort(tenant_id: str, row: Row) -> Cohort:
    return Cohort(
        tenant_id=tenant_id,
        id=row[KEY],
        call=Call(row["wanted"], read_time(row["deadline"]), _ids(row.get("trades")), _ids(row.get("sites"))),
        state=CohortState(row["state"]),
        opened_at=read_time(row["opened_at"]),
        opened_by=row["opened_by"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        check_in_weeks=row["check_in_weeks"],
        etag=row[ETAG],
    )


def _ids(text: str | None) -> frozenset[str]:
    return frozenset(text.split("|")) if text else frozenset()
