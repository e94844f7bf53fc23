"""Who was a candidate, what the reviewers found, and what was decided."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from infra.local.cast import LEAD
from infra.local.demo.ambassadors.applicants import FOLDER, Applicant, Outcome
from infra.local.demo.ambassadors.dates import Moments, call_days, decision_day, review_days
from infra.local.demo.chance import dice, draw
from infra.local.demo.organisation import TECHNICAL_TRADE
from infra.local.demo.people_file import managers_of
from infra.local.demo.steering import committee_of
from passeur.ambassadors.candidates import Candidate, CandidateState, Way
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.reviews import Criterion, Mark, Review
from passeur.ambassadors.selection_decision import Outcome as Selected
from passeur.ambassadors.selection_decision import SelectionDecision
from passeur.ambassadors.selection_reasons import TECHNICAL, Ground, Reason
from passeur.people import Person

_STATES = {
    Outcome.SELECTED: CandidateState.SELECTED,
    Outcome.OFFERED_LATELY: CandidateState.SELECTED,
    Outcome.WAITING: CandidateState.WAITING,
    Outcome.NOT_SELECTED: CandidateState.NOT_SELECTED,
    Outcome.WITHDRAWN: CandidateState.WITHDRAWN,
}
_MARKS = {
    Outcome.SELECTED: ((3, 0.55), (2, 0.4), (1, 0.05)),
    Outcome.OFFERED_LATELY: ((3, 0.3), (2, 0.6), (1, 0.1)),
    Outcome.WAITING: ((3, 0.2), (2, 0.6), (1, 0.2)),
    Outcome.NOT_SELECTED: ((2, 0.35), (1, 0.45), (0, 0.2)),
}
_HAS_THIRD_REVIEW = 0.25
_GIVES_EVIDENCE = 0.8


def state_decided(applicant: Applicant) -> CandidateState | None:
    """What was decided at first; None for whoever had withdrawn."""
    if applicant.outcome is Outcome.WITHDRAWN:
        return None
    return CandidateState.WAITING if applicant.outcome is Outcome.OFFERED_LATELY else _STATES[applicant.outcome]


class Candidacies:
    """The candidates of one cohort and their reviews."""

    def __init__(
        self,
        cohort: Cohort,
        applicants: Sequence[Applicant],
        people: Mapping[str, Person],
        company: Sequence[Person],
        moments: Moments,
    ) -> None:
        self.cohort = cohort
        self.applicants = applicants
        self.people = people
        self.moments = moments
        self.managers = managers_of(company)
        self.committee = [person.id for person in committee_of(company)]
        self.evidence = tomllib.loads((FOLDER / "evidence.toml").read_text(encoding="utf-8"))

    def candidate(self, applicant: Applicant, rank: int) -> Candidate:
        """`rank` is their place among those of whom the same was decided, 0 for whoever withdrew."""
        chance = dice("candidate", applicant.key)
        person = self.people[applicant.key]
        applied_at = self.moments.between(*call_days(self.cohort), chance)
        return Candidate(
            tenant_id=self.cohort.tenant_id,
            cohort_id=self.cohort.id,
            person_id=person.id,
            way=applicant.way,
            state=_STATES[applicant.outcome],
            applied_at=applied_at,
            trade=applicant.trade,
            site=applicant.site,
            statement=applicant.statement,
            availability=applicant.availability,
            seniority=applicant.seniority,
            nominator_id=self.managers[person.id] if applicant.way is Way.NOMINATED else None,
            rank=rank,
            decided_at=None if applicant.outcome is Outcome.WITHDRAWN else self._decided_at(),
            reasons=() if applicant.outcome is Outcome.WITHDRAWN else (str(self._reason(applicant)),),
            **self._override(applicant),
        )

    def _reason(self, applicant: Applicant) -> Reason:
        """What the selection would have said: alone in a trade or at a site, or the marks."""
        if applicant.override:
            return Reason(Ground.DECISION)
        if applicant.outcome is Outcome.OFFERED_LATELY:
            return Reason(Ground.PLACE)
        return self._reason_by_the_rules(applicant)

    def reason_then(self, applicant: Applicant) -> str:
        """What was written when it was decided: whoever came from the waiting list was on it."""
        return str(Reason(Ground.DECISION) if applicant.override else self._reason_by_the_rules(applicant))

    def decision(self, outcomes: Sequence[Selected]) -> SelectionDecision:
        cohort = self.cohort
        return SelectionDecision(
            cohort.tenant_id, cohort.id, 1, LEAD.aad_object_id, self._decided_at(), tuple(outcomes)
        )

    def _decided_at(self) -> datetime:
        day = decision_day(self.cohort)
        return self.moments.between(day, day, dice("decided"))

    def _reason_by_the_rules(self, applicant: Applicant) -> Reason:
        chosen = [each for each in self.applicants if each.outcome is Outcome.SELECTED]
        if applicant.outcome is Outcome.SELECTED:
            if [each.trade for each in chosen].count(applicant.trade) == 1:
                return Reason(Ground.TRADES, applicant.trade)
            if [each.site for each in chosen].count(applicant.site) == 1:
                return Reason(Ground.SITES, applicant.site)
            return Reason(Ground.MERIT)
        return Reason(Ground.SHARES, TECHNICAL) if applicant.trade == TECHNICAL_TRADE else Reason(Ground.MERIT)

    def _override(self, applicant: Applicant) -> dict[str, Any]:
        """Whom the programme lead kept against the rules, and why."""
        if not applicant.override:
            return {}
        return {"kept": True, "overridden_by": LEAD.aad_object_id, "override_reason": applicant.override}

    def reviews(self, applicant: Applicant) -> list[Review]:
        """What two or three reviewers found, the programme lead and members of the steering committee."""
        if applicant.outcome is Outcome.WITHDRAWN:
            return []
        chance = dice("reviews", applicant.key)
        person = self.people[applicant.key]
        nominator = self.managers[person.id] if applicant.way is Way.NOMINATED else None
        others = [each for each in self.committee if each != nominator]
        reviewers = chance.sample(others, 2 if chance.random() < _HAS_THIRD_REVIEW else 1)
        if nominator == LEAD.aad_object_id:
            reviewers = chance.sample(others, 2)
        elif LEAD.aad_object_id not in (person.id, *reviewers):
            reviewers = [LEAD.aad_object_id, *reviewers]
        agreed = {criterion: draw(chance, _MARKS[applicant.outcome]) for criterion in Criterion}
        return [
            Review(
                tenant_id=self.cohort.tenant_id,
                cohort_id=self.cohort.id,
                person_id=person.id,
                reviewer_id=reviewer,
                marks={criterion: self._mark(criterion, agreed[criterion], chance) for criterion in Criterion},
                at=self.moments.between(*review_days(self.cohort), chance),
            )
            for reviewer in reviewers
        ]

    def _mark(self, criterion: Criterion, agreed: int, chance: random.Random) -> Mark:
        """About what the others give: reviewers differ by one at most."""
        value = min(3, max(0, agreed + draw(chance, ((0, 0.7), (-1, 0.15), (1, 0.15)))))
        said = chance.choice(self.evidence[criterion][str(value)])
        # An essential mark is never given without its evidence.
        return Mark(value, said if criterion.is_essential or chance.random() < _GIVES_EVIDENCE else "")
