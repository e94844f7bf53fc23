"""A cohort, a term and a check-in of it, for the tests of check-ins."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from passeur.ambassadors.candidates import Way
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.terms import Term, TermState
from passeur.periods import Week

PARIS = ZoneInfo("Europe/Paris")
TENANT = "tenant-1"
# A Thursday, five past ten in Paris: the check-in of the period from 16 to 29 November has just been asked.
THURSDAY = datetime(2026, 11, 26, 9, 5, tzinfo=UTC)
REF = CheckInRef("2026-1", Week(2026, 47), 2)


def a_cohort(tenant: str = TENANT, **changes: Any) -> Cohort:
    cohort = Cohort(
        tenant_id=tenant,
        id="2026-1",
        call=Call(10, datetime(2026, 8, 28, 16, tzinfo=UTC)),
        state=CohortState.RUNNING,
        opened_at=datetime(2026, 6, 1, 8, tzinfo=UTC),
        opened_by="lead-1",
        starts_on=date(2026, 9, 7),
        ends_on=date(2027, 3, 5),
    )
    return replace(cohort, **changes)


def a_term(person_id: str = "p-1", tenant: str = TENANT, **changes: Any) -> Term:
    term = Term(
        tenant_id=tenant,
        cohort_id="2026-1",
        person_id=person_id,
        trade="achats",
        site="lyon",
        way=Way.VOLUNTEERED,
        state=TermState.ACTIVE,
        offered_at=datetime(2026, 9, 1, 8, tzinfo=UTC),
        began_at=datetime(2026, 9, 7, 8, tzinfo=UTC),
    )
    return replace(term, **changes)


def a_check_in(person_id: str = "p-1", period: Week = REF.period, **changes: Any) -> CheckIn:
    check_in = CheckIn(
        tenant_id=TENANT,
        cohort_id="2026-1",
        period=period,
        person_id=person_id,
        trade="achats",
        site="lyon",
        state=CheckInState.ANSWERED,
        at=THURSDAY,
    )
    return replace(check_in, **changes)
