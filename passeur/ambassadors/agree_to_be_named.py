from dataclasses import replace

from passeur.ambassadors.current_term import term_in_office
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Term
from passeur.backend import Backend


async def agree_to_be_named(person_id: str, backend: Backend, *, agrees: bool) -> Term:
    """Note whether an ambassador in office may be considered for recognition; saying it twice changes nothing."""
    current = await term_in_office(person_id, backend)

    def change(term: Term | None) -> Term:
        if term is None or not term.is_in_office:
            raise Declined(Why.NOT_AN_AMBASSADOR)
        return replace(term, recognised=agrees)

    _, term = await backend.terms.change(backend.organisation.tenant_id, current.cohort.id, person_id, change)
    return term
