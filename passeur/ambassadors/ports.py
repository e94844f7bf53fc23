"""What the ambassador programme needs from storage."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Protocol

from passeur.ambassadors.candidates import Candidate
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.reviews import Review
from passeur.ambassadors.terms import Term
from passeur.ambassadors.workshops import Feedback, Workshop
from passeur.periods import Week


class CohortRepository(Protocol):
    async def create(self, cohort: Cohort) -> Cohort:
        """Write a cohort once; whoever comes second gets the first one."""

    async def get(self, tenant_id: str, cohort_id: str) -> Cohort | None: ...

    async def all(self, tenant_id: str) -> Sequence[Cohort]:
        """Every cohort, newest first, in one round trip."""

    async def change(self, tenant_id: str, cohort_id: str, change: Callable[[Cohort], Cohort]) -> Cohort:
        """Bring a cohort from what is stored to what `change` makes of it, again when somebody wrote in between."""


class CandidateRepository(Protocol):
    """A cohort's candidates and their reviews are read together, in one query."""

    async def get(self, tenant_id: str, cohort_id: str, person_id: str) -> Candidate | None: ...

    async def change(
        self, tenant_id: str, cohort_id: str, person_id: str, change: Callable[[Candidate | None], Candidate]
    ) -> tuple[Candidate | None, Candidate]:
        """Bring a candidacy from what is stored to what `change` makes of it; returns both."""

    async def review(self, review: Review) -> None:
        """Write what a reviewer found, over what the same reviewer said before."""

    async def of_cohort(self, tenant_id: str, cohort_id: str) -> tuple[Sequence[Candidate], Sequence[Review]]:
        """Everybody who is or was a candidate, and every review, in the order of their keys."""

    async def forget(self, tenant_id: str, cohort_id: str, person_id: str) -> None:
        """Remove a candidacy and its reviews."""


class TermRepository(Protocol):
    async def get(self, tenant_id: str, cohort_id: str, person_id: str) -> Term | None: ...

    async def change(
        self, tenant_id: str, cohort_id: str, person_id: str, change: Callable[[Term | None], Term]
    ) -> tuple[Term | None, Term]:
        """Bring a term from what is stored to what `change` makes of it; returns both."""

    def pages(self, tenant_id: str, cohort_id: str) -> AsyncIterator[Sequence[Term]]:
        """The terms of a cohort in the order of their person's prefix (see delivery.shards), a page a round trip."""


class CheckInRepository(Protocol):
    async def get(self, tenant_id: str, period: Week, person_id: str) -> CheckIn | None: ...

    async def change(
        self, tenant_id: str, period: Week, person_id: str, change: Callable[[CheckIn | None], CheckIn]
    ) -> tuple[CheckIn | None, CheckIn]:
        """Bring a check-in from what is stored to what `change` makes of it; returns both."""

    def between(self, tenant_id: str, first: Week, last: Week) -> AsyncIterator[Sequence[CheckIn]]:
        """Those of the periods that begin from `first` to `last`, in one range query."""


class WorkshopRepository(Protocol):
    async def add(self, workshop: Workshop) -> Workshop:
        """Write a workshop once, found by its code from then on; whoever comes second gets the first one."""

    async def get(self, tenant_id: str, week: Week, workshop_id: str) -> Workshop | None: ...

    async def by_code(self, tenant_id: str, code: str) -> Workshop | None: ...

    async def replace(self, workshop: Workshop) -> None:
        """Write the next version of a workshop; Outdated when somebody wrote that version first."""

    async def answer(self, workshop: Workshop, feedback: Feedback) -> None:
        """Write an answer over what the same respondent said before."""

    def between(self, tenant_id: str, first: Week, last: Week) -> AsyncIterator[tuple[Workshop, Sequence[Feedback]]]:
        """The workshops of the weeks from `first` to `last` with their feedback, in one range query."""

    async def hosted_by(self, tenant_id: str, host_id: str, since: datetime) -> Sequence[Workshop]:
        """What one person recorded since a moment, newest first, without reading what others did."""
