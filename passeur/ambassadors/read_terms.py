"""What the programme lead needs of a cohort to decide: who holds a term, who signed, who waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend
from passeur.privacy.groups import at_least


@dataclass(frozen=True, slots=True)
class CohortTerms:
    """The terms of a cohort. `finished` is how many of those in office finished the boot camp, at least.

    It goes from five to five: whoever leaves would else tell by the difference whether they were among them.
    """

    cohort: Cohort
    terms: Sequence[Term]
    finished: int | None

    def of(self, state: TermState) -> Sequence[Term]:
        return [term for term in self.terms if term.state is state]

    @property
    def in_office(self) -> Sequence[Term]:
        return [term for term in self.terms if term.is_in_office]

    @property
    def living(self) -> Sequence[Term]:
        """Those that are offered or in office."""
        return [term for term in self.terms if term.state is not TermState.ENDED]

    @property
    def waiting(self) -> Sequence[Term]:
        """Those whose wish waits for an answer."""
        return [term for term in self.terms if term.waits_for_an_answer]


async def read_terms(cohort: Cohort, backend: Backend) -> CohortTerms:
    tenant_id = backend.organisation.tenant_id
    terms = [term async for page in backend.terms.pages(tenant_id, cohort.id) for term in page]
    finishers = await backend.progress.finishers(tenant_id)
    return CohortTerms(cohort, terms, at_least(sum(term.person_id in finishers for term in terms if term.is_in_office)))
