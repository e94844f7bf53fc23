"""A call and one candidacy in any order: applying, coming back, deadlines, extensions, and what was decided."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from passeur.ambassadors.application_form import Application
from passeur.ambassadors.apply import apply_for_call
from passeur.ambassadors.candidates import Availability, CandidateState, Seniority, Way
from passeur.ambassadors.close_call import close_call
from passeur.ambassadors.cohorts import Call, CohortState
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.selection_decision import Outcome, decided
from passeur.ambassadors.terms import TermState
from passeur.ambassadors.withdraw_candidacy import withdraw_candidacy
from passeur.errors import NotTheAddressee
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY, a_cohort, a_term
from tests.passeur.ambassadors.erasing import being
from tests.passeur.ambassadors.machines import PERSON, Machine

_DECIDED = (CandidateState.SELECTED, CandidateState.WAITING, CandidateState.NOT_SELECTED)
_ELSEWHERE = "nantes"
_STATEMENTS = ("J’aime expliquer.", "Je connais l’atelier.")


def an_application(statement: str, site: str = "lyon") -> Application:
    return Application(statement, Availability.TWO_HOURS_A_MONTH, Seniority.TWO_TO_TEN, "rh", site)


class LivesOfACandidate(Machine):
    @initialize()
    def a_call_is_open(self) -> None:
        self.state: CandidateState | None = None
        self.term: TermState | None = None
        self.statement = ""
        call = Call(5, THURSDAY + timedelta(days=10), sites=frozenset({"lyon"}))
        calling = replace(a_cohort(), state=CohortState.CALLING, call=call)
        self.put_cohort(replace(calling, starts_on=date(2027, 1, 4), ends_on=date(2027, 12, 31)))

    @property
    def takes_candidates(self) -> bool:
        return self.cohort.state is CohortState.CALLING and self.now < self.cohort.call.deadline

    @rule(statement=st.sampled_from(_STATEMENTS), site=st.sampled_from(["lyon", _ELSEWHERE]))
    def applies(self, statement: str, site: str) -> None:
        application = an_application(statement, site)
        why = self.refused(
            apply_for_call(self.cohort.id, PERSON, Way.VOLUNTEERED, application, self.backend, now=self.now)
        )
        if not self.takes_candidates:
            assert why is Why.CALL_CLOSED
        elif site == _ELSEWHERE:
            assert why is Why.CALL_NOT_FOR_YOU
        elif self.state in _DECIDED:
            assert why is Why.ALREADY_DECIDED
        else:
            assert why is None
            self.state, self.statement = CandidateState.APPLIED, statement

    @rule(way=st.sampled_from([Way.NOMINATED, Way.SPOTTED]))
    def says_that_they_were_asked(self, way: Way) -> None:
        """Nobody did: the way is never believed."""
        said = apply_for_call(self.cohort.id, PERSON, way, an_application("Moi aussi."), self.backend, now=self.now)
        with pytest.raises(NotTheAddressee if self.takes_candidates else Declined):
            self.run(said)

    @rule()
    def withdraws(self) -> None:
        why = self.refused(withdraw_candidacy(self.cohort.id, PERSON, self.backend, now=self.now))
        if self.term is TermState.ACTIVE:
            assert why is Why.ALREADY_AMBASSADOR
        elif self.state is None:
            assert why is Why.NOT_A_CANDIDATE
        else:
            assert why is None
            self.state, self.statement = CandidateState.WITHDRAWN, ""
            if self.term is TermState.OFFERED:
                self.term = TermState.ENDED

    @rule(outcome=st.sampled_from(_DECIDED))
    def is_decided_about(self, outcome: CandidateState) -> None:
        """Whoever withdrew meanwhile, or has an answer, is left as they are."""
        stored = self.candidate
        if self.cohort.state is not CohortState.CHOOSING or stored is None:
            return
        after = decided(stored, Outcome(PERSON, outcome, 1, "merit:"), self.now)
        self.run(self.storage.candidates.change(TENANT, self.cohort.id, PERSON, being(after)))
        if self.state is CandidateState.APPLIED:
            self.state = outcome

    @precondition(lambda self: self.state is CandidateState.SELECTED and self.term is None)
    @rule(signs=st.booleans())
    def is_offered_a_term(self, signs: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
        self.term = TermState.ACTIVE if signs else TermState.OFFERED
        self.put_term(a_term(PERSON, state=self.term, began_at=self.now if signs else None))

    @rule()
    def the_call_is_closed(self) -> None:
        why = self.refused(close_call(self.cohort.id, self.backend, now=self.now))
        assert why is None
        self.cohort = replace(self.cohort, state=CohortState.CHOOSING)

    @precondition(lambda self: self.term is None and self.state not in _DECIDED)
    @rule()
    def the_call_is_extended(self) -> None:
        later = self.now + timedelta(days=5)
        self.put_cohort(self.cohort.extended(later))

    @rule(days=st.sampled_from([1, 6, 11]))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def storage_agrees_with_the_model(self) -> None:
        stored = self.candidate
        assert (stored and stored.state) == self.state
        if stored is not None:
            assert stored.statement == self.statement
            assert (stored.way, stored.nominator_id) == (Way.VOLUNTEERED, None)
        term = self.stored_term
        assert (term and term.state) == self.term


TestLivesOfACandidate = LivesOfACandidate.TestCase
TestLivesOfACandidate.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
