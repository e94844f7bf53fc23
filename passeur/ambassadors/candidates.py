"""Candidates: people who said yes themselves, whichever way they came.

Somebody who was nominated or spotted is asked in private first: nothing is kept of them here unless they accept.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from passeur.ambassadors.refusals import Declined, Why


class Way(StrEnum):
    """How somebody came to be a candidate; the aim is about a third each."""

    VOLUNTEERED = "volunteered"
    NOMINATED = "nominated"
    SPOTTED = "spotted"


class Availability(StrEnum):
    """The time that a candidate can give, with their manager's agreement."""

    TWO_HOURS_A_MONTH = "2h_month"
    HALF_A_DAY_A_MONTH = "half_day_month"
    ONE_DAY_A_MONTH = "day_month"


class Seniority(StrEnum):
    """Years in the organisation, as the candidate says."""

    UNDER_TWO = "under_2"
    TWO_TO_TEN = "2_to_10"
    OVER_TEN = "over_10"


class CandidateState(StrEnum):
    """`waiting` is the waiting list, in the order of `rank`. A selected candidate becomes an ambassador by signing."""

    APPLIED = "applied"
    WITHDRAWN = "withdrawn"
    SELECTED = "selected"
    WAITING = "waiting"
    NOT_SELECTED = "not_selected"


# A withdrawal is possible at any time, and whoever withdrew may come back while the call is open.
MOVES: dict[CandidateState, frozenset[CandidateState]] = {
    CandidateState.APPLIED: frozenset(
        {CandidateState.WITHDRAWN, CandidateState.SELECTED, CandidateState.WAITING, CandidateState.NOT_SELECTED}
    ),
    CandidateState.WITHDRAWN: frozenset({CandidateState.APPLIED}),
    CandidateState.SELECTED: frozenset({CandidateState.WITHDRAWN}),
    CandidateState.WAITING: frozenset({CandidateState.WITHDRAWN, CandidateState.SELECTED, CandidateState.NOT_SELECTED}),
    CandidateState.NOT_SELECTED: frozenset({CandidateState.WITHDRAWN, CandidateState.SELECTED, CandidateState.WAITING}),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person's candidacy in one cohort.

    `nominator_id` is set only when `way` is nominated: it keeps the nominator out of the review. `trade` and `site`
    are those of the day of the application. `reasons` are the selection's own words, as codes with their figures
    (`passeur/ambassadors/selection.py`), written when it is decided. `kept` is the programme lead's own
    word, against the rules or beyond them: True has the person chosen, False left out, None leaves it to the rules;
    `overridden_by` and `override_reason` say who gave it, and why.
    """

    tenant_id: str
    cohort_id: str
    person_id: str
    way: Way
    state: CandidateState
    applied_at: datetime
    trade: str
    site: str
    statement: str
    availability: Availability
    seniority: Seniority
    nominator_id: str | None = None
    rank: int = 0
    reasons: tuple[str, ...] = ()
    kept: bool | None = None
    overridden_by: str | None = None
    override_reason: str = ""
    decided_at: datetime | None = None
    etag: str = field(default="", compare=False)

    @property
    def stands(self) -> bool:
        """Whether they are, or were, to be chosen from: whoever withdrew is not."""
        return self.state is not CandidateState.WITHDRAWN

    def moved(self, state: CandidateState) -> Self:
        """Declined when the candidate cannot go there from where they are."""
        if state not in MOVES[self.state]:
            raise Declined(_why_not(self.state, state))
        return replace(self, state=state)


def _why_not(there: CandidateState, wanted: CandidateState) -> Why:
    if there is CandidateState.WITHDRAWN:
        return Why.NOT_A_CANDIDATE
    if wanted is CandidateState.APPLIED:
        return Why.ALREADY_CANDIDATE
    return Why.ALREADY_DECIDED
