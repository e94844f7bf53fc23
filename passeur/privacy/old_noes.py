"""Noes about something that no backup can bring back any more: nobody needs them, and they name people."""

from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time

from passeur.periods import Month
from passeur.privacy.noes import OF_A_COHORT, No, NoTo
from passeur.sharing.shares import ShareRef

# A cohort ends in the year that its id names, or later, and stays two years: one that is not there before was lost.
_YEARS = 2


def is_old(no: No, cohorts: AbstractSet[str], until: datetime, today: date) -> bool:
    """Whether what a no is about is gone: `cohorts` are those that are still kept, `until` ends what was shown."""
    if no.to in OF_A_COHORT:
        return no.about not in cohorts and int(no.about.partition("-")[0]) + _YEARS <= today.year
    if no.to not in (NoTo.MONTH, NoTo.SPOTLIGHT):
        return False
    last = Month.parse(no.about).weeks[-1] if no.to is NoTo.MONTH else ShareRef.parse(no.about).week
    return datetime.combine(last.plus(1).monday, time(), tzinfo=UTC) <= until
