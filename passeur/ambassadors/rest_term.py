from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.sign_charter import running_or_to_come
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend


async def rest_term(person_id: str, cohort_id: str, backend: Backend) -> Term:
    """Take a break, for as long as the person likes: no check-in comes until they are back."""
    return await _move(person_id, cohort_id, TermState.RESTING, backend)


async def resume_term(person_id: str, cohort_id: str, backend: Backend) -> Term:
    return await _move(person_id, cohort_id, TermState.ACTIVE, backend)


async def _move(person_id: str, cohort_id: str, state: TermState, backend: Backend) -> Term:
    await running_or_to_come(cohort_id, backend)

    def move(term: Term | None) -> Term:
        # An offered term begins by a signature alone.
        if term is None or term.state is TermState.OFFERED:
            raise Declined(Why.NOT_AN_AMBASSADOR)
        return term if term.state is state else term.moved(state)

    _, term = await backend.terms.change(backend.organisation.tenant_id, cohort_id, person_id, move)
    return term
