import asyncio
from dataclasses import dataclass
from datetime import datetime

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.current_term import CurrentTerm, current_term
from passeur.ambassadors.reviews import FEWEST_REVIEWERS, impartial
from passeur.backend import Backend
from passeur.people import Role


@dataclass(frozen=True, slots=True)
class CallCount:
    """How far a call is: candidates who stand, and those of them whom fewer than two people reviewed."""

    candidates: int
    to_review: int


@dataclass(frozen=True, slots=True)
class Programme:
    """The ambassador programme as one person finds it.

    `call` is the one that takes candidates now; `candidacy` what the person said to it, or to one that is being
    decided; `term` the one that they were offered or serve. `managed` is the newest cohort that is not over, and
    `counted` its call, for those who review candidates alone.
    """

    call: Cohort | None = None
    candidacy: Candidate | None = None
    term: CurrentTerm | None = None
    is_manager: bool = False
    roles: frozenset[Role] = frozenset()
    managed: Cohort | None = None
    counted: CallCount | None = None

    @property
    def can_volunteer(self) -> bool:
        """Whether the person may become a candidate now."""
        if self.call is None or self._is_in_office_then:
            return False
        candidacy = self.candidacy
        return candidacy is None or candidacy.cohort_id != self.call.id or not candidacy.stands

    @property
    def may_review(self) -> bool:
        """Whether there are candidates to review whom the person does not compete with."""
        return self.managed is not None and self.managed.has_a_call_under_way and not self.competes

    @property
    def competes(self) -> bool:
        """Whether the person is a candidate of the very call whose candidates are reviewed."""
        candidacy, managed = self.candidacy, self.managed
        return candidacy is not None and managed is not None and candidacy.stands and candidacy.cohort_id == managed.id

    @property
    def _is_in_office_then(self) -> bool:
        if self.call is None or self.term is None:
            return False
        return self.term.cohort.ends_on >= self.call.starts_on


async def see_programme(person_id: str, backend: Backend, *, now: datetime) -> Programme:
    """What the programme is to one person now, in three round trips one after the other."""
    tenant_id = backend.organisation.tenant_id
    cohorts = [each for each in await backend.cohorts.all(tenant_id) if each.state is not CohortState.CLOSED]
    roles, team, term, candidacies = await asyncio.gather(
        asyncio.gather(*(backend.roles.has(tenant_id, person_id, role) for role in Role)),
        backend.teams.get(tenant_id, person_id),
        current_term(person_id, backend),
        asyncio.gather(*(backend.candidates.get(tenant_id, each.id, person_id) for each in cohorts)),
    )
    held = frozenset(role for role, holds in zip(Role, roles, strict=True) if holds)
    managed = cohorts[0] if cohorts else None
    reviews = bool(held & {Role.PROGRAMME_LEAD, Role.STEERING})
    counted = await _count(managed, backend) if managed and managed.has_a_call_under_way and reviews else None
    return Programme(
        call=next((each for each in cohorts if each.takes_candidates(now)), None),
        candidacy=next((each for each in candidacies if each is not None), None),
        term=term,
        is_manager=team is not None and team.size > 0,
        roles=held,
        managed=managed,
        counted=counted,
    )


async def _count(cohort: Cohort, backend: Backend) -> CallCount:
    candidates, reviews = await backend.candidates.of_cohort(cohort.tenant_id, cohort.id)
    standing = {each.person_id for each in candidates if each.state is CandidateState.APPLIED}
    reviewers: dict[str, set[str]] = {}
    for review in impartial(reviews, candidates):
        reviewers.setdefault(review.person_id, set()).add(review.reviewer_id)
    to_review = sum(len(reviewers.get(person_id, ())) < FEWEST_REVIEWERS for person_id in standing)
    return CallCount(len(standing), to_review)
