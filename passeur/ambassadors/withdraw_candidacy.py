from dataclasses import replace
from datetime import datetime

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Ending, Term
from passeur.backend import Backend


async def withdraw_candidacy(cohort_id: str, person_id: str, backend: Backend, *, now: datetime) -> Candidate:
    """Take one's candidacy back, at any time until the charter is signed; twice changes nothing.

    What was said in it, and what reviewers found, is erased. Who was selected gives their place back. Declined for an
    ambassador in office, who leaves by the charter.
    """
    tenant_id = backend.organisation.tenant_id
    term = await backend.terms.get(tenant_id, cohort_id, person_id)
    if term is not None and term.is_in_office:
        raise Declined(Why.ALREADY_AMBASSADOR)

    def withdrawn(before: Candidate | None) -> Candidate:
        if before is None:
            raise Declined(Why.NOT_A_CANDIDATE)
        if before.state is CandidateState.WITHDRAWN:
            return before
        gone = before.moved(CandidateState.WITHDRAWN)
        return replace(gone, statement="", reasons=(), rank=0, kept=None, overridden_by=None, override_reason="")

    _, candidate = await backend.candidates.change(tenant_id, cohort_id, person_id, withdrawn)
    await backend.candidates.forget_reviews(tenant_id, cohort_id, person_id)
    if term is not None:
        await _give_back(term, backend, now=now)
    return candidate


async def _give_back(term: Term, backend: Backend, *, now: datetime) -> None:
    def given_back(known: Term | None) -> Term:
        offered = known or term
        return offered if offered.ending is not None else offered.ended(Ending.DECLINED, now)

    await backend.terms.change(term.tenant_id, term.cohort_id, term.person_id, given_back)
