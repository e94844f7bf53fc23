"""A cohort: the ambassadors of one term, from the call for candidates to the last day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from passeur.ambassadors.refusals import Declined, Why
from passeur.periods import Week, day_of

_KEY = re.compile(r"20[0-9]{2}-[1-9]")
_AN_INSTANT = timedelta(microseconds=1)


class CohortState(StrEnum):
    """`calling` takes candidates, `choosing` reviews and selects them, `running` is in office, `closed` is over."""

    CALLING = "calling"
    CHOOSING = "choosing"
    RUNNING = "running"
    CLOSED = "closed"


# Each state, and those that may follow it. A call is extended by going back from choosing to calling.
MOVES: dict[CohortState, frozenset[CohortState]] = {
    CohortState.CALLING: frozenset({CohortState.CHOOSING}),
    CohortState.CHOOSING: frozenset({CohortState.CALLING, CohortState.RUNNING}),
    CohortState.RUNNING: frozenset({CohortState.CLOSED}),
    CohortState.CLOSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Call:
    """Who is looked for. No trades, or no sites, means all of them; `wanted` is a number of ambassadors."""

    wanted: int
    deadline: datetime
    trades: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()

    def last_day(self, zone: ZoneInfo) -> date:
        """The last day on which candidates are taken."""
        return day_of(self.deadline - _AN_INSTANT, zone)

    def is_for(self, trade: str | None, site: str | None) -> bool:
        return (not self.trades or trade in self.trades) and (not self.sites or site in self.sites)


@dataclass(frozen=True, slots=True)
class Cohort:
    """A call and the term that follows it. `id` is the year and a number in it (`2026-1`).

    `starts_on` and `ends_on` are the first and the last day of the term; check-ins come every `check_in_weeks` weeks,
    counted from the week of the first day.
    """

    tenant_id: str
    id: str
    call: Call
    state: CohortState
    opened_at: datetime
    opened_by: str
    starts_on: date
    ends_on: date
    check_in_weeks: int = 2
    etag: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.id):
            raise ValueError(f"{self.id!r:.40} is not a cohort such as 2026-1")

    def moved(self, state: CohortState) -> Self:
        """Declined when the cohort cannot go there from where it is."""
        if state not in MOVES[self.state]:
            raise Declined(_why_not(self.state, state))
        return replace(self, state=state)

    @property
    def has_a_call_under_way(self) -> bool:
        """Candidates are taken, reviewed or selected."""
        return self.state in (CohortState.CALLING, CohortState.CHOOSING)

    def takes_candidates(self, now: datetime) -> bool:
        return self.state is CohortState.CALLING and now < self.call.deadline

    def extended(self, deadline: datetime) -> Self:
        """Take candidates until another moment, also when the call was over and nobody was chosen yet."""
        calling = self if self.state is CohortState.CALLING else self.moved(CohortState.CALLING)
        return replace(calling, call=replace(self.call, deadline=deadline))

    def closed_call(self) -> Self:
        """Take no candidates any more; closing twice changes nothing."""
        return self if self.state is CohortState.CHOOSING else self.moved(CohortState.CHOOSING)

    def opened_in(self, zone: ZoneInfo) -> Week:
        """Under which week the messages about the call are kept, whenever they are owed."""
        return Week.of(self.opened_at, zone)


def next_cohort_id(cohorts: Iterable[Cohort], day: date) -> str:
    """The first id of the year that no cohort has; Declined when nine were opened in it."""
    taken = {cohort.id for cohort in cohorts}
    free = (f"{day.year}-{number}" for number in range(1, 10))
    found = next((each for each in free if each not in taken), None)
    if found is None:
        raise Declined(Why.CALL_ALREADY_OPEN)
    return found


def _why_not(there: CohortState, wanted: CohortState) -> Why:
    if there is CohortState.CLOSED:
        return Why.COHORT_OVER
    order = list(CohortState)
    return Why.COHORT_NOT_THERE_YET if order.index(wanted) > order.index(there) else Why.ALREADY_DECIDED
