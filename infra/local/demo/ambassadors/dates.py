"""When things happen in the ambassador programme, counted in weeks from the day of the story."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from infra.local.cast import LEAD
from infra.local.demo.agenda import Agenda
from infra.local.demo.working_days import working_days
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.periods import Week

CHECK_IN_WEEKS = 2
# Weeks before the current one. The term under way began an odd number of weeks ago: its current period has begun.
_FIRST_BEGAN, _FIRST_WEEKS, _FIRST_WANTED = 52, 30, 15
_SECOND_BEGAN, _SECOND_WEEKS, _SECOND_WANTED = 21, 52, 10
# Before the first day of a term.
_CALL_OPENS, _CALL_ENDS, _DECIDED = timedelta(weeks=9), timedelta(weeks=5, days=3), timedelta(weeks=3, days=4)
_OPENS_AT, _ENDS_AT = time(9, 30), time(18)
_JULY = 7


@dataclass(frozen=True, slots=True)
class Moments:
    """Moments of working days, in UTC, of a story that ends the day before `today`."""

    today: date
    zone: ZoneInfo

    def between(self, first: date, last: date, chance: random.Random) -> datetime:
        """A moment of one of the working days from `first` to `last`, both included, before today."""
        days = _working_days(first, min(last, self.today - timedelta(days=1)))
        return Agenda(self.today, self.zone).moment(chance.choice(days), chance)

    def last_before(self, day: date, chance: random.Random) -> datetime:
        """A moment of the last working day before a day, or before today when that comes first."""
        until = min(day, self.today) - timedelta(days=1)
        return Agenda(self.today, self.zone).moment(_working_days(until - timedelta(weeks=1), until)[-1], chance)

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def weeks_since(self, day: date) -> int:
        """The whole weeks from a day's to today's: the same on every day of a week, so that chance falls the same."""
        return (Week.of_day(self.today).monday - Week.of_day(day).monday).days // 7

    def has_come(self, first: date, last: date) -> bool:
        """Whether a working day of these is before today."""
        return bool(_working_days(first, min(last, self.today - timedelta(days=1))))


@cache
def _working_days(first: date, last: date) -> tuple[date, ...]:
    return tuple(working_days(first, last))


def make_cohorts(tenant_id: str, moments: Moments) -> tuple[Cohort, Cohort]:
    """The cohort that is over, and the one in office; named after the year in which each began, and its number."""
    current = Week.of_day(moments.today)
    begun = current.plus(-_FIRST_BEGAN).monday, current.plus(-_SECOND_BEGAN).monday
    number = 2 if begun[0].month >= _JULY else 1
    then = number + 1 if begun[0].year == begun[1].year else 1
    ids = f"{begun[0].year}-{number}", f"{begun[1].year}-{then}"
    first = _cohort(tenant_id, ids[0], (begun[0], _FIRST_WEEKS), _FIRST_WANTED, moments)
    second = _cohort(tenant_id, ids[1], (begun[1], _SECOND_WEEKS), _SECOND_WANTED, moments)
    return first.moved(CohortState.CLOSED), second


def _cohort(tenant_id: str, cohort_id: str, term: tuple[date, int], wanted: int, moments: Moments) -> Cohort:
    begun, weeks = term
    call = Call(wanted, moments.at(begun - _CALL_ENDS, _ENDS_AT))
    return Cohort(
        tenant_id=tenant_id,
        id=cohort_id,
        call=call,
        state=CohortState.RUNNING,
        opened_at=moments.at(begun - _CALL_OPENS, _OPENS_AT),
        opened_by=LEAD.aad_object_id,
        starts_on=begun,
        ends_on=begun + timedelta(weeks=weeks, days=-1),
        check_in_weeks=CHECK_IN_WEEKS,
    )


def decision_day(cohort: Cohort) -> date:
    """The day on which the candidates got their answers."""
    return cohort.starts_on - _DECIDED


def call_days(cohort: Cohort) -> tuple[date, date]:
    """The days between which candidates came forward: the deadline is later on its day."""
    return cohort.starts_on - _CALL_OPENS + timedelta(days=1), cohort.starts_on - _CALL_ENDS - timedelta(days=1)


def review_days(cohort: Cohort) -> tuple[date, date]:
    return cohort.starts_on - _CALL_ENDS + timedelta(days=1), decision_day(cohort) - timedelta(days=1)


def periods_of(cohort: Cohort, today: date) -> tuple[Week, ...]:
    """The first weeks of the periods that are over, oldest first."""
    first, last = Week.of_day(cohort.starts_on), min(cohort.ends_on, today - timedelta(days=1))
    length = timedelta(weeks=cohort.check_in_weeks)
    count = (last + timedelta(days=1) - first.monday) // length
    return tuple(first.plus(number * cohort.check_in_weeks) for number in range(count))
