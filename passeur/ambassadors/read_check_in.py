"""An ambassador's own check-ins, opened from a card or by a word."""

import logging
from dataclasses import dataclass
from datetime import datetime

from passeur.ambassadors.check_in_facts import Known, known_of
from passeur.ambassadors.check_in_form import Answer, answer_of
from passeur.ambassadors.check_in_periods import CheckInRef, asked_at, check_is_open, check_may_answer, ref_on
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.current_term import term_in_office
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import TermState
from passeur.backend import Backend
from passeur.errors import StorageUnavailable
from passeur.periods import Week

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenedCheckIn:
    """A period as its person may answer it now.

    `said` is what they said of it, `known` what it is filled with otherwise; `other` is another period that can still
    be answered.
    """

    ref: CheckInRef
    said: CheckIn | None = None
    known: Known | None = None
    other: CheckInRef | None = None

    @property
    def version(self) -> int:
        return self.said.version if self.said else 0

    @property
    def is_answered(self) -> bool:
        return self.said is not None and self.said.state is CheckInState.ANSWERED

    @property
    def filled_with(self) -> Answer:
        if self.said is not None and self.is_answered:
            return answer_of(self.said)
        return self.known.suggested if self.known else Answer()


async def open_check_in(ref: CheckInRef, person_id: str, backend: Backend, *, now: datetime) -> OpenedCheckIn:
    """The check-in that a card names; Declined when it is not, or no longer, theirs to answer."""
    organisation = backend.organisation
    check_is_open(ref, now, organisation.sending.zone)
    term = await backend.terms.get(organisation.tenant_id, ref.cohort_id, person_id)
    check_may_answer(term, ref, organisation.sending.zone)
    said = await backend.check_ins.get(organisation.tenant_id, ref.cohort_id, ref.period, person_id)
    return await _opened(ref, said, None, person_id=person_id, backend=backend, now=now)


async def open_current(person_id: str, backend: Backend, *, now: datetime) -> OpenedCheckIn:
    """The check-in to answer now: the last period while it is unanswered and this one is not asked about yet.

    Declined for whoever is no ambassador, and outside of the term.
    """
    organisation = backend.organisation
    zone = organisation.sending.zone
    cohort = (await term_in_office(person_id, backend)).cohort
    ref = _current(cohort, now, backend)
    earlier = ref.before if ref.period > Week.of_day(cohort.starts_on) else None
    said = await backend.check_ins.get(organisation.tenant_id, ref.cohort_id, ref.period, person_id)
    before = (
        await backend.check_ins.get(organisation.tenant_id, earlier.cohort_id, earlier.period, person_id)
        if earlier
        else None
    )
    is_left_over = earlier is not None and (before is None or before.state is CheckInState.SNOOZED)
    if earlier is not None and is_left_over and said is None and now < asked_at(cohort, ref, zone):
        return await _opened(earlier, before, ref, person_id=person_id, backend=backend, now=now)
    return await _opened(ref, said, earlier, person_id=person_id, backend=backend, now=now)


async def still_asked(ref: CheckInRef, person_id: str, backend: Backend, *, now: datetime) -> OpenedCheckIn | None:
    """A check-in as its question leaves; None when it has been answered, passed over or put off since, or is closed.

    Whoever rests, or whose term ended, is not asked either.
    """
    tenant_id, zone = backend.organisation.tenant_id, backend.organisation.sending.zone
    term = await backend.terms.get(tenant_id, ref.cohort_id, person_id)
    if term is None or term.state is not TermState.ACTIVE or now >= ref.closes_at(zone):
        return None
    said = await backend.check_ins.get(tenant_id, ref.cohort_id, ref.period, person_id)
    if said is not None and (said.state is not CheckInState.SNOOZED or (said.until is not None and now < said.until)):
        return None
    return OpenedCheckIn(ref, said)


def _current(cohort: Cohort, now: datetime, backend: Backend) -> CheckInRef:
    day = now.astimezone(backend.organisation.sending.zone).date()
    if day < cohort.starts_on:
        raise Declined(Why.PERIOD_NOT_BEGUN)
    ref = ref_on(cohort, min(day, cohort.ends_on))
    if ref is None:
        raise Declined(Why.TERM_OVER)
    check_is_open(ref, now, backend.organisation.sending.zone)
    return ref


async def _opened(
    ref: CheckInRef, said: CheckIn | None, other: CheckInRef | None, *, person_id: str, backend: Backend, now: datetime
) -> OpenedCheckIn:
    """Filled with the facts of the period unless it was answered: what the person said stands."""
    if said is not None and said.state is CheckInState.ANSWERED:
        return OpenedCheckIn(ref, said, None, other)
    organisation = backend.organisation
    today = now.astimezone(organisation.sending.zone).date()
    try:
        known = await known_of(
            organisation.tenant_id, person_id, ref, today, shares=backend.shares, workshops=backend.workshops
        )
    except StorageUnavailable:
        log.exception("a check-in was opened without what is known of the period")
        known = None
    return OpenedCheckIn(ref, said, known, other)
