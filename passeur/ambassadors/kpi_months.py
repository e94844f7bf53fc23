"""Which months the programme's figures are about, and from when a month can be told.

A check-in belongs to the month in which its period ends, and so does a workshop that falls in that period: what was
recorded and what was told of it are compared in the same month. A month is told when its last check-ins and the
feedback on its workshops are closed, so that nobody's answer can change what it tells any more.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from passeur.ambassadors.check_in_periods import ref_on
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.workshops import FEEDBACK_OPEN_FOR
from passeur.periods import Month, Week

_USUAL_WEEKS = 2
# Those who came to a workshop may say what they think for as long.
_WEEKS_OF_FEEDBACK = -(-FEEDBACK_OPEN_FOR // timedelta(weeks=1))
_WEEKS_OF_A_LONG_MONTH = 5


def month_of(cohort: Cohort | None, day: date) -> Month:
    """The month to which what an ambassador did on a day belongs."""
    ref = None if cohort is None else ref_on(cohort, day)
    return Month.of_week(Week.of_day(day) if ref is None else ref.last)


def months_of(cohort: Cohort) -> tuple[Month, ...]:
    """Every month of a cohort's term, first to last."""
    return tuple(months_between(*_span(cohort)))


def months_between(first: Month, last: Month) -> Iterator[Month]:
    month = first
    while month <= last:
        yield month
        month = month.plus(1)


def cohorts_in(month: Month, cohorts: Iterable[Cohort]) -> tuple[Cohort, ...]:
    """Those whose term has a part in a month, by their first day."""
    return tuple(sorted((each for each in cohorts if _is_in(month, each)), key=lambda each: each.starts_on))


def longest_period(cohorts: Iterable[Cohort]) -> int:
    """In weeks."""
    return max((each.check_in_weeks for each in cohorts), default=_USUAL_WEEKS)


def told_from(month: Month, cohorts: Iterable[Cohort], zone: ZoneInfo) -> datetime:
    """The moment, in UTC, from which a month is told: nobody answers a check-in of it any more, nor as a guest."""
    weeks = max(longest_period(cohorts_in(month, cohorts)), _WEEKS_OF_FEEDBACK)
    return month.weeks[-1].plus(1 + weeks).start(zone)


def told_months(cohorts: Sequence[Cohort], now: datetime, zone: ZoneInfo) -> tuple[Month, ...]:
    """Every month that is to be told by now, first to last."""
    months = {month for each in cohorts if _was_in_office(each) for month in months_of(each)}
    # Whatever the history: older months have been told for long.
    old = Month.of_week(Week.of(now, zone).plus(-longest_period(cohorts) - _WEEKS_OF_A_LONG_MONTH - 2))
    return tuple(sorted(month for month in months if month < old or told_from(month, cohorts, zone) <= now))


def _span(cohort: Cohort) -> tuple[Month, Month]:
    return Month.of_week(Week.of_day(cohort.starts_on)), month_of(cohort, cohort.ends_on)


def _is_in(month: Month, cohort: Cohort) -> bool:
    if not _was_in_office(cohort):
        return False
    first, last = _span(cohort)
    return first <= month <= last


def _was_in_office(cohort: Cohort) -> bool:
    return cohort.state in (CohortState.RUNNING, CohortState.CLOSED)
