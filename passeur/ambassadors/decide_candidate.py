import re
from dataclasses import replace
from datetime import datetime

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend
from passeur.errors import FormRefused, Problem

_ID = re.compile(r"[0-9A-Za-z._~@:-]{1,128}")
# The fields of its form.
PERSON, REASON = "candidate", "override_reason"
LONGEST_REASON = 500


async def decide_candidate(
    cohort_id: str, person_id: str, backend: Backend, *, kept: bool | None, reason: str, by: str, now: datetime
) -> Candidate:
    """Keep a candidate in or out of the proposal, with the reason; None leaves them to the rules again.

    Nobody decides about themselves. Raises FormRefused for nobody or no reason, Declined once the selection is decided.
    """
    tenant_id = backend.organisation.tenant_id
    reason = reason.strip()
    _check(person_id, kept, reason)
    if person_id == by:
        raise Declined(Why.OWN_REVIEW)
    if await backend.selections.get(tenant_id, cohort_id) is not None:
        raise Declined(Why.ALREADY_DECIDED)

    def change(known: Candidate | None) -> Candidate:
        if known is None or known.state is CandidateState.WITHDRAWN:
            raise Declined(Why.NOT_A_CANDIDATE)
        if known.state is not CandidateState.APPLIED:
            raise Declined(Why.ALREADY_DECIDED)
        if kept is None:
            return replace(known, kept=None, overridden_by=None, override_reason="", decided_at=None)
        if (known.kept, known.override_reason, known.overridden_by) == (kept, reason, by):
            return known
        return replace(known, kept=kept, overridden_by=by, override_reason=reason, decided_at=now)

    _, after = await backend.candidates.change(tenant_id, cohort_id, person_id, change)
    return after


def _check(person_id: str, kept: bool | None, reason: str) -> None:  # noqa: FBT001 - as the form gives them
    problems: dict[str, Problem] = {}
    if not _ID.fullmatch(person_id):
        problems[PERSON] = Problem.UNKNOWN_CHOICE if person_id else Problem.MISSING
    if kept is not None and not reason:
        problems[REASON] = Problem.MISSING
    elif len(reason) > LONGEST_REASON:
        problems[REASON] = Problem.TOO_LONG
    if problems:
        raise FormRefused(problems)
