"""A selection that was decided: what becomes of each candidate, written once and then carried out."""

from dataclasses import dataclass, replace
from datetime import datetime

from passeur.ambassadors.candidates import Candidate, CandidateState


@dataclass(frozen=True, slots=True)
class Outcome:
    """`rank` counts from 1 among those with the same state; `reason` is as selection_reasons writes it."""

    person_id: str
    state: CandidateState
    rank: int
    reason: str


@dataclass(frozen=True, slots=True)
class SelectionDecision:
    """The first decision about a cohort is the one that holds. `version` is that of the proposal that was read."""

    tenant_id: str
    cohort_id: str
    version: int
    decided_by: str
    decided_at: datetime
    outcomes: tuple[Outcome, ...]


def decided(candidate: Candidate, outcome: Outcome, now: datetime) -> Candidate:
    """The candidate as the decision leaves them: unchanged when they withdrew, or when it was noted before."""
    if candidate.state is not CandidateState.APPLIED:
        return candidate
    return replace(candidate.moved(outcome.state), rank=outcome.rank, reasons=(outcome.reason,), decided_at=now)
