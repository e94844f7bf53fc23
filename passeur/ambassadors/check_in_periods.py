"""The periods of check-ins: when each is asked about, and until when it can be answered."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from passeur.ambassadors.check_ins import period_of
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import RunId
from passeur.periods import Week

_REF = re.compile(r"(20[0-9]{2}-[1-9])\.([0-9]{4}-W[0-9]{2})\.([1-9][0-9]?)")
_THURSDAY = timedelta(days=3)
_HOUR = time(10)


@dataclass(frozen=True, slots=True, order=True)
class CheckInRef:
    """One period of a cohort, as cards and messages name it: `2026-1.2026-W47.2`, the last being its weeks.

    What a card needs to be answered is in it: a cohort whose rhythm changes later leaves open cards as they are.
    """

    cohort_id: str
    period: Week
    weeks: int

    def __str__(self) -> str:
        return f"{self.cohort_id}.{self.period.key}.{self.weeks}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """ValueError for what cannot name a period."""
        match = _REF.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r:.60} is not a period of check-ins")
        return cls(match[1], Week.parse(match[2]), int(match[3]))

    @property
    def last(self) -> Week:
        """The last week of the period."""
        return self.period.plus(self.weeks - 1)

    @property
    def before(self) -> Self:
        return type(self)(self.cohort_id, self.period.plus(-self.weeks), self.weeks)

    @property
    def run(self) -> RunId:
        """The run that asks everybody about this period."""
        return RunId(DeliveryKind.CHECK_IN, f"{self.cohort_id}-{self.period.key}")

    def closes_at(self, zone: ZoneInfo) -> datetime:
        """The moment, in UTC, from which nothing is taken any more: the end of the period that follows."""
        return self.period.plus(2 * self.weeks).start(zone)


def ref_on(cohort: Cohort, day: date) -> CheckInRef | None:
    """The period in which a day falls; None outside of the term."""
    period = period_of(cohort, day)
    return None if period is None else CheckInRef(cohort.id, period, cohort.check_in_weeks)


def asked_at(cohort: Cohort, ref: CheckInRef, zone: ZoneInfo) -> datetime:
    """When everybody is asked, in UTC: ten o'clock on the Thursday of the period's last week.

    In a period that the term cuts short, on the last day of the term; never before its first.
    """
    day = max(min(ref.last.monday + _THURSDAY, cohort.ends_on), cohort.starts_on)
    return datetime.combine(day, _HOUR, tzinfo=zone).astimezone(UTC)


def due_ref(cohort: Cohort, now: datetime, zone: ZoneInfo) -> CheckInRef | None:
    """The newest period about which everybody was to be asked by now; None before the first one."""
    day = min(now.astimezone(zone).date(), cohort.ends_on)
    ref = ref_on(cohort, day)
    if ref is None:
        return None
    if asked_at(cohort, ref, zone) <= now:
        return ref
    return ref.before if ref.period > Week.of_day(cohort.starts_on) else None


def check_is_open(ref: CheckInRef, now: datetime, zone: ZoneInfo) -> None:
    """Declined for a period that has not begun, or whose next one is over."""
    if now < ref.period.start(zone):
        raise Declined(Why.PERIOD_NOT_BEGUN)
    if now >= ref.closes_at(zone):
        raise Declined(Why.PERIOD_CLOSED)


def check_may_answer(term: Term | None, ref: CheckInRef, zone: ZoneInfo) -> Term:
    """The term for which a period is answered; Declined for whoever was no ambassador in it.

    A term that ended meanwhile keeps the periods that it reached, unless the charter was withdrawn.
    """
    if term is None or term.state is TermState.OFFERED:
        raise Declined(Why.NOT_AN_AMBASSADOR)
    if term.is_in_office:
        return term
    is_withdrawn = term.ending is Ending.DECLINED
    if is_withdrawn or term.ended_at is None or term.ended_at <= ref.period.start(zone):
        raise Declined(Why.TERM_OVER)
    return term
