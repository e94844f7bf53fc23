import asyncio
from dataclasses import dataclass

from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend


@dataclass(frozen=True, slots=True)
class CurrentTerm:
    """A term that is offered or in office, and its cohort."""

    cohort: Cohort
    term: Term


async def current_term(person_id: str, backend: Backend) -> CurrentTerm | None:
    """Somebody's term that is offered or in office now; None when they have none.

    Two round trips one after the other, the second asking every cohort that is not over at once. Whoever is between
    two cohorts is in the one where they are in office, and of two alike in the newest.
    """
    tenant_id = backend.organisation.tenant_id
    cohorts = [each for each in await backend.cohorts.all(tenant_id) if each.state is not CohortState.CLOSED]
    terms = await asyncio.gather(*(backend.terms.get(tenant_id, cohort.id, person_id) for cohort in cohorts))
    found = [
        CurrentTerm(cohort, term)
        for cohort, term in zip(cohorts, terms, strict=True)
        if term is not None and term.state is not TermState.ENDED
    ]
    # `all` is newest first, and min keeps the first of those that are alike.
    return min(found, key=lambda each: not each.term.is_in_office, default=None)


async def term_in_office(person_id: str, backend: Backend) -> CurrentTerm:
    """The same for what ambassadors alone may do; Declined for anybody else, and until the charter is signed."""
    current = await current_term(person_id, backend)
    if current is None or not current.term.is_in_office:
        raise Declined(Why.NOT_AN_AMBASSADOR)
    return current
