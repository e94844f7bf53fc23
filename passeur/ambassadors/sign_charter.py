from dataclasses import dataclass
from datetime import datetime

from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Signature, Term
from passeur.backend import Backend


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody read before they signed: which version, in which language, and the hash of the words."""

    version: int
    locale: str
    hash: str


async def sign_charter(
    person_id: str, cohort_id: str, shown: Shown, backend: Backend, *, now: datetime
) -> tuple[Cohort, Term]:
    """Sign the text that was shown, when it is the one that stands: an offered term begins, another one goes on.

    Signing the same text twice gives what the first time gave. Declined with CHARTER_CHANGED for another text, and for
    whoever was offered nothing in that cohort. Three round trips.
    """
    tenant_id, charter = backend.organisation.tenant_id, backend.organisation.charter
    if shown.version != charter.version or not charter.is_shown_in(shown.locale, shown.hash):
        raise Declined(Why.CHARTER_CHANGED)
    cohort = await running_or_to_come(cohort_id, backend)
    signature = Signature(shown.version, shown.hash, shown.locale, now)

    def sign(term: Term | None) -> Term:
        if term is None:
            raise Declined(Why.NOT_SELECTED)
        if term.is_in_office and term.signature is not None and term.signature.is_of_the_same_text(signature):
            return term
        return term.signed(signature)

    _, term = await backend.terms.change(tenant_id, cohort_id, person_id, sign)
    return cohort, term


async def running_or_to_come(cohort_id: str, backend: Backend) -> Cohort:
    """A cohort in which terms still move; Declined when it is over, or never was."""
    cohort = await backend.cohorts.get(backend.organisation.tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    if cohort.state is CohortState.CLOSED:
        raise Declined(Why.COHORT_OVER)
    return cohort
