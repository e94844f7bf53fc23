from datetime import datetime

from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.sign_charter import running_or_to_come
from passeur.ambassadors.tell_leads import tell_leads
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.backend import Backend


async def withdraw_signature(person_id: str, cohort_id: str, backend: Backend, *, now: datetime) -> Term:
    """Turn an offer down, or take one's signature back: the term ends, and the programme lead hears of the place."""
    return await _end(person_id, cohort_id, Ending.DECLINED, backend, now=now)


async def leave_term(person_id: str, cohort_id: str, backend: Backend, *, now: datetime) -> Term:
    """Leave with thanks before the end; Declined for somebody who has not begun."""
    return await _end(person_id, cohort_id, Ending.THANKED, backend, now=now)


async def _end(person_id: str, cohort_id: str, ending: Ending, backend: Backend, *, now: datetime) -> Term:
    await running_or_to_come(cohort_id, backend)

    def end(term: Term | None) -> Term:
        if term is None:
            raise Declined(Why.NOT_AN_AMBASSADOR)
        if term.state is TermState.ENDED and term.ending is ending:
            # Said twice, or taken up after a crash: the word to the programme lead below may still be owed.
            return term
        if ending is Ending.THANKED:
            term = term.wishing(Ending.THANKED)
        return term.ended(ending, now)

    _, term = await backend.terms.change(backend.organisation.tenant_id, cohort_id, person_id, end)
    await tell_leads(term, backend, now=now)
    return term
