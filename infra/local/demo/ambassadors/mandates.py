"""The terms of the ambassadors: offered, signed, rested, and how each came to its end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from infra.local.demo.ambassadors.applicants import Applicant, Outcome
from infra.local.demo.ambassadors.dates import Moments, decision_day
from infra.local.demo.chance import dice
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.terms import Ending, Signature, Term, TermState
from passeur.people import Person
from passeur.periods import Week

_LIKES_TO_BE_NAMED = 0.6
_ANSWERED_BEFORE = timedelta(weeks=1)


class Mandates:
    """The terms of one cohort. The charter has had one version: everybody signed what it says now."""

    def __init__(self, cohort: Cohort, people: Mapping[str, Person], moments: Moments) -> None:
        self.cohort = cohort
        self.people = people
        self.moments = moments
        self.charter = our_charter()
        self._edition = moments.weeks_since(cohort.starts_on)

    def term(self, applicant: Applicant, *, renewed: bool = False) -> Term:
        chance = dice("term", self._edition, applicant.key)
        day = decision_day(self.cohort)
        offered = Term(
            tenant_id=self.cohort.tenant_id,
            cohort_id=self.cohort.id,
            person_id=self.people[applicant.key].id,
            trade=applicant.trade,
            site=applicant.site,
            way=applicant.way,
            state=TermState.OFFERED,
            offered_at=self.moments.between(day, day, dice("decided")),
        )
        if not renewed and applicant.outcome is Outcome.OFFERED_LATELY:
            return replace(offered, offered_at=self.moments.last_before(self.moments.today, chance))
        if not renewed and applicant.ending is Ending.DECLINED:
            return offered.ended(Ending.DECLINED, self._signing_moment(chance.random()))
        text = self.charter.text("fr")
        signature = Signature(self.charter.version, text.hash, "fr", self._signing_moment(chance.random()))
        active = replace(offered.signed(signature), recognised=chance.random() < _LIKES_TO_BE_NAMED)
        if renewed:
            return active
        return self._continued(applicant, active)

    def _continued(self, applicant: Applicant, active: Term) -> Term:
        if applicant.leaves:
            return active.ended(Ending.THANKED, self._last_moment(self._end_of(applicant.leaves), applicant.key))
        if self.cohort.state is CohortState.CLOSED and applicant.ending:
            return self._ended(active, applicant.ending, applicant.successor)
        return active.moved(TermState.RESTING) if applicant.rests_now else active

    def _ended(self, active: Term, ending: Ending, successor: str) -> Term:
        """As the person wished, and the programme lead agreed; or taken over by a colleague who said yes."""
        at = self._last_moment(self.cohort.ends_on, "all")
        before = at - _ANSWERED_BEFORE
        if successor:
            colleague = self.people[successor].id
            return active.handing_over_to(colleague, before).handed_over(colleague, at)
        wished = active.wishing(ending)
        # To a goodbye nobody has to agree.
        agreed = wished if ending is Ending.THANKED else wished.answered(ending, before, agreed=True)
        return agreed.ended(ending, at)

    def _signing_moment(self, part: float) -> datetime:
        """Between the answer and the first day."""
        day = decision_day(self.cohort) + timedelta(days=1)
        days = (self.cohort.starts_on - timedelta(days=1) - day).days
        chance = dice("signs", self._edition, part)
        # From one week on: a week always has a working day.
        last = day + timedelta(days=max(6, round(part * days)))
        return self.moments.between(day, last, chance)

    def _last_moment(self, day: date, who: str) -> datetime:
        return self.moments.last_before(day + timedelta(days=1), dice("ends", self._edition, who))

    def _end_of(self, period: int) -> date:
        """The last day of a period that is counted from 1."""
        first = Week.of_day(self.cohort.starts_on)
        return first.plus(period * self.cohort.check_in_weeks).monday - timedelta(days=1)


def is_offered(applicant: Applicant) -> bool:
    return applicant.outcome in (Outcome.SELECTED, Outcome.OFFERED_LATELY)
