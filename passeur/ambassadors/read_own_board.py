import asyncio
from collections.abc import Sequence
from datetime import datetime

from passeur.ambassadors.check_in_periods import CheckInRef, due_ref, ref_on
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.current_term import CurrentTerm, current_term
from passeur.ambassadors.kpi_months import month_of, told_months
from passeur.ambassadors.own_board import OwnBoard, next_step, since_then
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend
from passeur.periods import Month, Week, day_of

MONTHS_SHOWN = 12


async def read_own_board(person_id: str, backend: Backend, *, now: datetime) -> OwnBoard:
    """One person's own numbers; Declined for somebody who never was an ambassador.

    Their own rows alone are read: a year of months in one query, the few check-ins that no month has counted yet, the
    workshops of these weeks.
    """
    organisation = backend.organisation
    tenant_id, zone = organisation.tenant_id, organisation.sending.zone
    today = day_of(now, zone)
    this_month = Month.of_week(Week.of_day(today))
    cohorts, term, months, badges = await asyncio.gather(
        backend.cohorts.all(tenant_id),
        current_term(person_id, backend),
        backend.kpis.own(tenant_id, person_id, this_month.plus(-MONTHS_SHOWN)),
        backend.badges.of_person(tenant_id, person_id),
    )
    if term is None and not months:
        raise Declined(Why.NOT_AN_AMBASSADOR)
    due = told_months(cohorts, now, zone)
    refs = _refs(term, due[-1] if due else None, now, backend)
    check_ins, workshops = await asyncio.gather(
        _check_ins(refs, person_id, backend),
        backend.workshops.hosted_by(
            tenant_id, person_id, min((ref.period for ref in refs), default=Week.of_day(today))
        ),
    )
    recent = [each for each in workshops if not due or month_of(_cohort(each.cohort_id, cohorts), each.on) > due[-1]]
    running = since_then(OwnMonth(this_month), check_ins, recent, today)
    asked = None if term is None else due_ref(term.cohort, now, zone)
    is_said = asked is None or asked.period in {each.period for each in check_ins}
    waiting = None if asked is None or is_said or now >= asked.closes_at(zone) else asked
    step = next_step(term, months, running, owes_check_in=waiting is not None, today=today)
    held = tuple(badge for badge in badges if badge.is_held)
    return OwnBoard(tuple(months), running, term, held, step, waiting)


def _refs(term: CurrentTerm | None, counted: Month | None, now: datetime, backend: Backend) -> list[CheckInRef]:
    """The periods of somebody's term that no month has counted yet, newest first."""
    if term is None:
        return []
    cohort = term.cohort
    ref = ref_on(cohort, min(day_of(now, backend.organisation.sending.zone), cohort.ends_on))
    refs = []
    while ref is not None and ref.last >= Week.of_day(cohort.starts_on):
        if counted is not None and Month.of_week(ref.last) <= counted:
            break
        refs.append(ref)
        ref = ref.before
    return refs


async def _check_ins(refs: Sequence[CheckInRef], person_id: str, backend: Backend) -> list[CheckIn]:
    tenant_id = backend.organisation.tenant_id
    found = await asyncio.gather(
        *(backend.check_ins.get(tenant_id, ref.cohort_id, ref.period, person_id) for ref in refs)
    )
    return [each for each in found if each is not None]


def _cohort(cohort_id: str, cohorts: Sequence[Cohort]) -> Cohort | None:
    return next((each for each in cohorts if each.id == cohort_id), None)
