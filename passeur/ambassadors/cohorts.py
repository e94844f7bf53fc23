"""A cohort: the ambassadors of one term, from the call for candidates to the last day."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from passeur.ambassadors.refusals import Declined, Why

_KEY = re.compile(r"20[0-9]{2}-[1-9]")


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
            is_over = self.state is CohortState.CLOSED
            raise Declined(Why.COHORT_OVER if is_over else Why.COHORT_NOT_THERE_YET)
        return replace(self, state=state)

    def takes_candidates(self, now: datetime) -> bool:
        return self.state is CohortState.CALLING and now < self.call.deadline
