"""Every move of the programme, legal or not: the tables are data, and random lives agree with them at each step."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.charter import our_charter
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.end_term import leave_term, withdraw_signature
from passeur.ambassadors.hand_over import (
    HandOver,
    accept_hand_over,
    decline_hand_over,
    propose_hand_over,
    take_back_hand_over,
)
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.rest_term import rest_term, resume_term
from passeur.ambassadors.sign_charter import Shown, sign_charter
from passeur.ambassadors.terms import Ending, Signature, Term, TermState
from passeur.ambassadors.wish_afterwards import answer_wish, wish_afterwards
from passeur.people import Person
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY, a_cohort, a_term
from tests.passeur.ambassadors.machines import COLLEAGUE, PERSON, Machine

S = TypeVar("S")

# From each state, what a move to each other one gives: itself, or why not.
COHORT_MOVES = {
    CohortState.CALLING: {
        CohortState.CALLING: Why.ALREADY_DECIDED,
        CohortState.CHOOSING: None,
        CohortState.RUNNING: Why.COHORT_NOT_THERE_YET,
        CohortState.CLOSED: Why.COHORT_NOT_THERE_YET,
    },
    CohortState.CHOOSING: {
        CohortState.CALLING: None,
        CohortState.CHOOSING: Why.ALREADY_DECIDED,
        CohortState.RUNNING: None,
        CohortState.CLOSED: Why.COHORT_NOT_THERE_YET,
    },
    CohortState.RUNNING: {
        CohortState.CALLING: Why.ALREADY_DECIDED,
        CohortState.CHOOSING: Why.ALREADY_DECIDED,
        CohortState.RUNNING: Why.ALREADY_DECIDED,
        CohortState.CLOSED: None,
    },
    CohortState.CLOSED: dict.fromkeys(CohortState, Why.COHORT_OVER),
}
CANDIDATE_MOVES = {
    CandidateState.APPLIED: {
        CandidateState.APPLIED: Why.ALREADY_CANDIDATE,
        CandidateState.WITHDRAWN: None,
        CandidateState.SELECTED: None,
        CandidateState.WAITING: None,
        CandidateState.NOT_SELECTED: None,
    },
    CandidateState.WITHDRAWN: {
        CandidateState.APPLIED: None,
        CandidateState.WITHDRAWN: Why.NOT_A_CANDIDATE,
        CandidateState.SELECTED: Why.NOT_A_CANDIDATE,
        CandidateState.WAITING: Why.NOT_A_CANDIDATE,
        CandidateState.NOT_SELECTED: Why.NOT_A_CANDIDATE,
    },
    CandidateState.SELECTED: {
        CandidateState.APPLIED: Why.ALREADY_CANDIDATE,
        CandidateState.WITHDRAWN: None,
        CandidateState.SELECTED: Why.ALREADY_DECIDED,
        CandidateState.WAITING: Why.ALREADY_DECIDED,
        CandidateState.NOT_SELECTED: Why.ALREADY_DECIDED,
    },
    CandidateState.WAITING: {
        CandidateState.APPLIED: Why.ALREADY_CANDIDATE,
        CandidateState.WITHDRAWN: None,
        CandidateState.SELECTED: None,
        CandidateState.WAITING: Why.ALREADY_DECIDED,
        CandidateState.NOT_SELECTED: None,
    },
    CandidateState.NOT_SELECTED: {
        CandidateState.APPLIED: Why.ALREADY_CANDIDATE,
        CandidateState.WITHDRAWN: None,
        CandidateState.SELECTED: None,
        CandidateState.WAITING: None,
        CandidateState.NOT_SELECTED: Why.ALREADY_DECIDED,
    },
}
TERM_MOVES = {
    TermState.OFFERED: {
        TermState.OFFERED: Why.NOT_AN_AMBASSADOR,
        TermState.ACTIVE: None,
        TermState.RESTING: Why.NOT_AN_AMBASSADOR,
        TermState.ENDED: None,
    },
    TermState.ACTIVE: {
        TermState.OFFERED: Why.NOT_AN_AMBASSADOR,
        TermState.ACTIVE: Why.NOT_AN_AMBASSADOR,
        TermState.RESTING: None,
        TermState.ENDED: None,
    },
    TermState.RESTING: {
        TermState.OFFERED: Why.NOT_AN_AMBASSADOR,
        TermState.ACTIVE: None,
        TermState.RESTING: Why.NOT_AN_AMBASSADOR,
        TermState.ENDED: None,
    },
    TermState.ENDED: dict.fromkeys(TermState, Why.TERM_OVER),
}


def a_candidate(state: CandidateState) -> Candidate:
    return Candidate(
        tenant_id=TENANT,
        cohort_id="2026-1",
        person_id=PERSON,
        way=Way.VOLUNTEERED,
        state=state,
        applied_at=THURSDAY,
        trade="rh",
        site="lyon",
        statement="Je veux aider mes collègues.",
        availability=Availability.TWO_HOURS_A_MONTH,
        seniority=Seniority.OVER_TEN,
    )


def _why_not(thing: Cohort | Candidate | Term, state: S) -> Why | None:
    try:
        moved = thing.moved(state)  # type: ignore[arg-type]  # each with the states of its own, by the tables
    except Declined as declined:
        return declined.why
    assert moved == replace(thing, state=state)  # type: ignore[arg-type]  # the same
    return None


def test_a_cohort_makes_exactly_the_moves_of_its_table() -> None:
    found = {there: {to: _why_not(a_cohort(state=there), to) for to in CohortState} for there in CohortState}
    assert found == COHORT_MOVES


def test_a_candidate_makes_exactly_the_moves_of_its_table() -> None:
    found = {there: {to: _why_not(a_candidate(there), to) for to in CandidateState} for there in CandidateState}
    assert found == CANDIDATE_MOVES


def test_a_term_makes_exactly_the_moves_of_its_table() -> None:
    found = {there: {to: _why_not(a_term(state=there), to) for to in TermState} for there in TermState}
    assert found == TERM_MOVES


@pytest.mark.parametrize("ending", Ending)
def test_an_ended_term_never_begins_again_whatever_is_tried(ending: Ending) -> None:
    over = a_term().ended(ending, THURSDAY)
    moves: tuple[Callable[[], Term], ...] = (
        lambda: over.signed(replace(_signature(), version=9)),
        lambda: over.wishing(Ending.RENEWED),
        lambda: over.answered(Ending.RENEWED, THURSDAY, agreed=True),
        lambda: over.handing_over_to(COLLEAGUE, THURSDAY),
        lambda: over.handed_over(COLLEAGUE, THURSDAY),
        lambda: over.ended(Ending.THANKED, THURSDAY),
    )
    for move in moves:
        with pytest.raises(Declined) as declined:
            move()
        assert declined.value.why is Why.TERM_OVER


def _signature() -> Signature:
    charter = our_charter()
    return Signature(charter.version, charter.text("fr").hash, "fr", THURSDAY)


_SHOWN = Shown(our_charter().version, "fr", our_charter().text("fr").hash)
_STALE = replace(_SHOWN, version=_SHOWN.version + 1)
_OTHER_WORDS = replace(_SHOWN, hash="0" * 64)
_NEVER_BEGAN = (None, TermState.OFFERED)


class LivesOfATerm(Machine):
    """One person's term under every use case, in any order; the model is a state, a wish, and who was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.state: TermState | None = None
        self.ending: Ending | None = None
        self.wish: Ending | None = None
        self.asked = False
        self.is_closed = False

    @property
    def handing(self) -> HandOver:
        return HandOver(self.cohort.id, PERSON)

    @rule()
    def is_offered(self) -> None:
        if self.state is None:
            self.put_term(a_term(PERSON, state=TermState.OFFERED, began_at=None))
            self.state = TermState.OFFERED

    @rule(shown=st.sampled_from([_SHOWN, _STALE, _OTHER_WORDS]))
    def signs(self, shown: Shown) -> None:
        why = self.refused(sign_charter(PERSON, self.cohort.id, shown, self.backend, now=self.now))
        expected = {None: Why.NOT_SELECTED, TermState.ENDED: Why.TERM_OVER}.get(self.state)
        if self.is_closed:
            expected = Why.COHORT_OVER
        assert why is (expected if shown is _SHOWN else Why.CHARTER_CHANGED)
        if why is None and self.state is TermState.OFFERED:
            self.state = TermState.ACTIVE

    @rule()
    def rests(self) -> None:
        self._expect(self.refused(rest_term(PERSON, self.cohort.id, self.backend)), TermState.RESTING)

    @rule()
    def comes_back(self) -> None:
        self._expect(self.refused(resume_term(PERSON, self.cohort.id, self.backend)), TermState.ACTIVE)

    @rule()
    def leaves(self) -> None:
        why = self.refused(leave_term(PERSON, self.cohort.id, self.backend, now=self.now))
        if self.ending is Ending.THANKED and not self.is_closed:
            assert why is None
            return
        self._expect(why, TermState.ENDED, Ending.THANKED)

    @rule()
    def takes_the_signature_back(self) -> None:
        why = self.refused(withdraw_signature(PERSON, self.cohort.id, self.backend, now=self.now))
        if (self.state is TermState.OFFERED or self.ending is Ending.DECLINED) and not self.is_closed:
            assert why is None
            self._end(Ending.DECLINED)
            return
        self._expect(why, TermState.ENDED, Ending.DECLINED)

    @rule(wish=st.sampled_from([Ending.RENEWED, Ending.CHAMPION, Ending.REFERENT, Ending.THANKED]))
    def wishes(self, wish: Ending) -> None:
        if self._expect(self.refused(wish_afterwards(PERSON, self.cohort.id, wish, self.backend)), self.state):
            self.wish = wish

    @rule(wish=st.sampled_from([Ending.RENEWED, Ending.CHAMPION]), agreed=st.booleans())
    def is_answered(self, wish: Ending, agreed: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
        answer = answer_wish(PERSON, self.cohort.id, wish, self.backend, agreed=agreed, now=self.now)
        why = self.refused(answer)
        if self.state in (TermState.ACTIVE, TermState.RESTING) and not self.is_closed and self.wish is not wish:
            assert why is Why.WISH_CHANGED
            return
        self._expect(why, self.state)

    @rule(to=st.sampled_from([COLLEAGUE, PERSON]))
    def asks_a_colleague(self, to: str) -> None:
        successor = Person(TENANT, to, to)
        why = self.refused(propose_hand_over(PERSON, self.cohort.id, successor, self.backend, now=self.now))
        colleague = self.run(self.storage.terms.get(TENANT, self.cohort.id, COLLEAGUE))
        if to == COLLEAGUE and colleague is not None and not self.is_closed:
            assert why is Why.ALREADY_AMBASSADOR
            return
        if to == PERSON and self.state in (TermState.ACTIVE, TermState.RESTING) and not self.is_closed:
            assert why is Why.NOT_TO_YOURSELF
            return
        if self._expect(why, self.state):
            self.asked = True

    @rule()
    def takes_the_question_back(self) -> None:
        why = self.refused(take_back_hand_over(PERSON, self.cohort.id, self.backend, now=self.now))
        if self._expect(why, self.state):
            self.asked = False

    @rule(yes=st.booleans())
    def is_told_yes_or_no(self, yes: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
        if not self.asked or self.is_closed:
            return
        if yes:
            said = accept_hand_over(self.handing, COLLEAGUE, _SHOWN, self.backend, now=self.now)
            assert self.refused(said) is None
            self._end(Ending.HANDED_OVER)
            colleague = self.run(self.storage.terms.get(TENANT, self.cohort.id, COLLEAGUE))
            assert colleague is not None
            assert colleague.state is TermState.ACTIVE
        else:
            assert self.refused(decline_hand_over(self.handing, COLLEAGUE, self.backend, now=self.now)) is None
            self.asked = False

    @rule(luck=st.integers(0, 9))
    def the_cohort_is_closed(self, luck: int) -> None:
        if luck == 0 and not self.is_closed:
            self.put_cohort(replace(self.cohort, state=CohortState.CLOSED))
            self.is_closed = True

    @invariant()
    def storage_agrees_with_the_model(self) -> None:
        term = self.stored_term
        if term is None:
            assert self.state is None
            return
        assert (term.state, term.ending) == (self.state, self.ending)
        assert (term.ended_at is None) == (self.state is not TermState.ENDED)
        assert (term.began_at is None) <= (self.state is TermState.OFFERED or self.ending is Ending.DECLINED)
        assert (term.handing_to is not None) == (self.asked and self.state is not TermState.ENDED)

    def _expect(self, why: Why | None, state: TermState | None, ending: Ending | None = None) -> bool:
        """What every step gives to whoever is not in office; in office, it is made and leads to `state`."""
        if self.is_closed:
            assert why is Why.COHORT_OVER
        elif self.state in _NEVER_BEGAN:
            assert why is Why.NOT_AN_AMBASSADOR
        elif self.state is TermState.ENDED:
            assert why is Why.TERM_OVER
        else:
            assert why is None
            self.state = state
            if state is TermState.ENDED:
                self._end(ending)
            return True
        return False

    def _end(self, ending: Ending | None) -> None:
        self.state, self.ending, self.asked = TermState.ENDED, ending, False


TestLivesOfATerm = LivesOfATerm.TestCase
TestLivesOfATerm.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
