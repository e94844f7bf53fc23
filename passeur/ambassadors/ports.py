"""What the ambassador programme needs from storage."""

from collections.abc import AsyncIterator, Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from passeur.ambassadors.candidates import Candidate
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.decisions import Decision
from passeur.ambassadors.guesses import Guesses
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.reviews import Review
from passeur.ambassadors.selection_decision import SelectionDecision
from passeur.ambassadors.terms import Term
from passeur.ambassadors.told_feedback import ToldFeedback
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

    async def select(self, candidate: Candidate, among: Sequence[Candidate]) -> Candidate:
        """Write a candidate who was selected, unless another of those `among` whom they were read was so meanwhile.

        One round trip. Outdated when somebody was: whoever decides looks again.
        """

    async def review(self, review: Review) -> None:
        """Write what a reviewer found, over what the same reviewer said before."""

    async def reviews_of(self, tenant_id: str, cohort_id: str, person_id: str) -> Sequence[Review]:
        """What each reviewer found of one candidate."""

    async def forget_reviews(self, tenant_id: str, cohort_id: str, person_id: str) -> None:
        """Remove what reviewers found of one candidate."""

    async def of_cohort(self, tenant_id: str, cohort_id: str) -> tuple[Sequence[Candidate], Sequence[Review]]:
        """Everybody who is or was a candidate, and every review, in the order of their keys."""

    async def forget_review(self, tenant_id: str, cohort_id: str, person_id: str, reviewer_id: str) -> None:
        """Remove what one reviewer found of one candidate; removing it twice is fine."""

    async def forget(self, tenant_id: str, cohort_id: str, person_id: str) -> None:
        """Remove a person's candidacy, and no review; removing it twice is fine."""


class SelectionRepository(Protocol):
    async def get(self, tenant_id: str, cohort_id: str) -> SelectionDecision | None: ...

    async def decide(self, decision: SelectionDecision) -> SelectionDecision:
        """Write what is decided about a cohort once; whoever comes second gets the first one's."""


class TermRepository(Protocol):
    async def get(self, tenant_id: str, cohort_id: str, person_id: str) -> Term | None: ...

    async def change(
        self,
        tenant_id: str,
        cohort_id: str,
        person_id: str,
        change: Callable[[Term | None], Term],
        *,
        said_by_them: bool = True,
    ) -> tuple[Term | None, Term]:
        """Bring a term from what is stored to what `change` makes of it; returns both.

        A term that ends is noted as the person's own no (passeur.privacy.noes), unless it was not `said_by_them`.
        """

    async def succeed(
        self,
        tenant_id: str,
        cohort_id: str,
        people: tuple[str, str],
        change: Callable[[Term | None, Term | None], tuple[Term, Term]],
    ) -> tuple[Term, Term]:
        """Bring the terms of two people of a cohort, both or neither, to what `change` makes of them; returns them."""

    def pages(self, tenant_id: str, cohort_id: str, first: str = "") -> AsyncIterator[Sequence[Term]]:
        """The terms of a cohort in the order of their person's prefix (see delivery.shards), a page a round trip.

        From the prefix `first` on, when it is given.
        """

    async def forget(self, tenant_id: str, cohort_id: str, person_id: str) -> None:
        """Remove a term; removing it twice is fine."""


class ProgressRepository(Protocol):
    """What each person did of the boot camp: theirs alone, whatever their cohorts are."""

    async def get(self, tenant_id: str, person_id: str) -> Progress: ...

    async def change(self, tenant_id: str, person_id: str, change: Callable[[Progress], Progress]) -> Progress:
        """Bring somebody's progress from what is stored to what `change` makes of it."""

    async def finishers(self, tenant_id: str) -> AbstractSet[str]:
        """The ids of those who finished: to be counted, never listed."""

    async def forget(self, tenant_id: str, person_id: str) -> None: ...


class CheckInRepository(Protocol):
    """Each cohort asks for itself: who is in two whose periods begin in the same week has a check-in of each."""

    async def get(self, tenant_id: str, cohort_id: str, period: Week, person_id: str) -> CheckIn | None: ...

    async def change(
        self,
        tenant_id: str,
        cohort_id: str,
        period: Week,
        person_id: str,
        change: Callable[[CheckIn | None], CheckIn],
    ) -> tuple[CheckIn | None, CheckIn]:
        """Bring a check-in from what is stored to what `change` makes of it; returns both."""

    async def find(
        self, tenant_id: str, period: Week, person_id: str, wanted: Callable[[CheckIn], bool]
    ) -> CheckIn | None:
        """The one of somebody's check-ins, of whatever cohort, for which `wanted` says yes."""

    def between(self, tenant_id: str, first: Week, last: Week) -> AsyncIterator[Sequence[CheckIn]]:
        """Those of the periods that begin from `first` to `last`, in one range query."""

    async def asking(self, tenant_id: str, first: Week, last: Week) -> Sequence[CheckIn]:
        """Those whose words nobody was told yet (see CheckIn.asks)."""

    async def snoozed(self, tenant_id: str, first: Week, last: Week) -> Sequence[CheckIn]:
        """Those whose person is to be asked again (see CheckIn.wakes)."""

    async def among(self, tenant_id: str, cohort_id: str, period: Week, first: str, last: str) -> Sequence[CheckIn]:
        """Those of one period of a cohort whose person's prefix (see delivery.shards) is from `first` to `last`."""

    async def forget(self, tenant_id: str, cohort_id: str, period: Week, person_id: str) -> None:
        """Remove what one person said of one period of a cohort."""


class WorkshopRepository(Protocol):
    async def add(self, workshop: Workshop) -> Workshop:
        """Write a workshop once, found by its code from then on; whoever comes second gets the first one."""

    async def get(self, tenant_id: str, host_id: str, workshop_id: str) -> Workshop | None: ...

    async def by_code(self, tenant_id: str, code: str) -> Workshop | None: ...

    async def replace(self, workshop: Workshop) -> None:
        """Write the next version of a workshop, on another day too.

        Outdated when somebody wrote that version first, Declined when there is no such workshop.
        """

    async def answer(self, workshop: Workshop, feedback: Feedback) -> None:
        """Write an answer over what the same respondent said before."""

    async def feedback(self, workshop: Workshop) -> Sequence[Feedback]: ...

    def between(self, tenant_id: str, first: Week, last: Week) -> AsyncIterator[tuple[Workshop, Sequence[Feedback]]]:
        """The workshops of the weeks from `first` to `last` with their feedback, in one range query.

        Those that were withdrawn are left out; see Workshop.was_held for those that count.
        """

    async def hosted_by(self, tenant_id: str, host_id: str, since: Week) -> Sequence[Workshop]:
        """One person's workshops of a week and later ones, newest first, without reading what others did.

        Those that were withdrawn are left out.
        """

    async def told(self, workshop: Workshop) -> ToldFeedback | None:
        """What the host was last told of the feedback."""

    async def tell(self, workshop: Workshop, change: Callable[[ToldFeedback | None], ToldFeedback]) -> ToldFeedback:
        """Bring what the host is told from what was told to what `change` makes of it."""

    async def forget_answer(self, workshop: Workshop, respondent: str) -> None:
        """Remove one answer; removing it twice is fine."""

    async def forget_host(self, tenant_id: str, host_id: str, stand_in: str) -> None:
        """Leave somebody's workshops to a stand-in, without what they wrote: every total stays what it was."""


class GuessRepository(Protocol):
    async def get(self, tenant_id: str, person_id: str) -> Guesses | None: ...

    async def change(self, tenant_id: str, person_id: str, change: Callable[[Guesses | None], Guesses]) -> Guesses:
        """Bring somebody's wrong codes from what is stored to what `change` makes of them."""

    async def forget(self, tenant_id: str, person_id: str) -> None: ...


class DecisionRepository(Protocol):
    async def add(self, decision: Decision) -> Decision:
        """Write a decision once; whoever comes second gets the first one."""

    async def get(self, tenant_id: str, decision_id: str) -> Decision | None: ...

    async def all(self, tenant_id: str) -> Sequence[Decision]:
        """Every decision, newest first."""

    async def change(self, tenant_id: str, decision_id: str, change: Callable[[Decision], Decision]) -> Decision:
        """Bring a decision from what is stored to what `change` makes of it; Declined when there is none."""
