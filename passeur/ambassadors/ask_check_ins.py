"""Asking for check-ins: everybody once a period, and once more those who put it off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from passeur.ambassadors.check_in_periods import CheckInRef, asked_at, due_ref
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.mark_check_in import mark_check_in
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.delivery.runs import Run
from passeur.delivery.start_run import start_run
from passeur.periods import Week

# An outage of days is made up for; later, the next period is near, and the word `point` opens this one.
STILL_NEWS = timedelta(days=4)


async def start_due_check_ins(backend: Backend, *, now: datetime) -> Sequence[Run]:
    """Ask every cohort in office about the period whose moment has come, once, whoever calls and however often."""
    organisation = backend.organisation
    zone = organisation.sending.zone
    due = [
        ref
        for cohort in await _in_office(backend)
        if (ref := due_ref(cohort, now, zone)) is not None and now - asked_at(cohort, ref, zone) < STILL_NEWS
    ]
    return [await start_run(ref.run, backend, by=None, now=now) for ref in due]


async def wake_check_ins(backend: Backend, *, now: datetime) -> int:
    """Ask again those who put their check-in off, when it is time; returns how many.

    The message is owed first: whoever wakes the same check-in again, after a crash or at the same time, owes nothing.
    """
    tenant_id, zone = backend.organisation.tenant_id, backend.organisation.sending.zone
    this_week, asked = Week.of(now, zone), 0
    cohorts = {cohort.id: cohort for cohort in await _in_office(backend)}
    longest = max((cohort.check_in_weeks for cohort in cohorts.values()), default=0)
    if not longest:
        return 0
    for check_in in await backend.check_ins.snoozed(tenant_id, this_week.plus(-2 * longest), this_week):
        if check_in.until is None or check_in.until > now:
            continue
        if cohort := cohorts.get(check_in.cohort_id):
            ref = CheckInRef(cohort.id, check_in.period, cohort.check_in_weeks)
            about, week = f"{ref}.{check_in.version}", Week.of(check_in.until, zone)
            person_id = check_in.person_id
            asked += await owe_message(DeliveryKind.CHECK_IN, person_id, about, str(ref), backend, week=week, now=now)
        await mark_check_in(check_in, partial(_awake, woken=check_in), backend.check_ins)
    return asked


async def _in_office(backend: Backend) -> Sequence[Cohort]:
    cohorts = await backend.cohorts.all(backend.organisation.tenant_id)
    return [cohort for cohort in cohorts if cohort.state is CohortState.RUNNING]


def _awake(stored: CheckIn, *, woken: CheckIn) -> CheckIn:
    """What was asked about again, unless its person said something in between."""
    return replace(stored, until=None) if stored == woken else stored
