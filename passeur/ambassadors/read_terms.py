"""What the programme lead needs of a cohort to decide: who holds a term, who signed, who waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend
from passeur.privacy.groups import is_publishable


@dataclass(frozen=True, slots=True)
class CohortTerms:
    """The terms of a cohort. `finished` is the number of those in office who finished the boot camp.

    It is None while it may not be told: fewer than five finished, or fewer than five are left to.
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
    members = [term.person_id for term in terms if term.is_in_office]
    return CohortTerms(cohort, terms, publishable_finishers(sum(each in finishers for each in members), len(members)))


def publishable_finishers(finished: int, members: int) -> int | None:
    """How many finished; None when that, or its difference from everybody, speaks of fewer than five people."""
    left = members - finished
    return finished if is_publishable(finished) and (left == 0 or is_publishable(left)) else None
