"""Check-ins in any order of clicks, from cards old and new, before, in and after their period, in and out of office."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from passeur.ambassadors.answer_check_in import Clicked, skip_check_in, snooze_check_in, submit_check_in
from passeur.ambassadors.check_in_form import Answer, answer_of, typed_of
from passeur.ambassadors.check_ins import Blocker, CheckInState
from passeur.ambassadors.refusals import Why
from passeur.ambassadors.terms import Ending, TermState
from passeur.errors import FormRefused
from tests.passeur.ambassadors.check_ins import PARIS, REF, TENANT, THURSDAY, a_term
from tests.passeur.ambassadors.machines import PERSON, Machine

_ANSWERS = (
    Answer(),
    Answer(workshops=1, prompts=2, blockers=frozenset({Blocker.TIME})),
    Answer(workshops=1, help_text="Qui a une trame ?", may_ask_peers=True),
)
_NOT_NUMBERS = ("-1", "0.5", "deux", "1e9", "99999", "٣")
_BEFORE, _AFTER = REF.period.start(PARIS) - timedelta(days=3), REF.closes_at(PARIS)


class LivesOfACheckIn(Machine):
    """The model is the state, the answer and the version of one check-in; `old` is a card of some earlier version."""

    @initialize()
    def begins_in_office(self) -> None:
        self.state: CheckInState | None = None
        self.answer: Answer | None = None
        self.version = 0
        self.in_office: TermState | None = TermState.ACTIVE
        self.ending: Ending | None = None
        self.ended_before = False
        self.put_term(a_term(PERSON))

    def _clicked(self, *, old: bool) -> Clicked:
        return Clicked(TENANT, REF, PERSON, 0 if old else self.version, self.now)

    def _closed_to_them(self) -> Why | None:
        """Why nothing may be said of the period at all, in the order in which it is found out."""
        if self.now < REF.period.start(PARIS):
            return Why.PERIOD_NOT_BEGUN
        if self.now >= REF.closes_at(PARIS):
            return Why.PERIOD_CLOSED
        if self.in_office in (None, TermState.OFFERED):
            return Why.NOT_AN_AMBASSADOR
        gone = self.ending is Ending.DECLINED or self.ended_before
        return Why.TERM_OVER if self.in_office is TermState.ENDED and gone else None

    @rule(answer=st.sampled_from(_ANSWERS), old=st.booleans())
    def submits(self, answer: Answer, old: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
        clicked = replace(self._clicked(old=old), at=self.now + timedelta(seconds=1))
        why = self.refused(
            submit_check_in(
                clicked, typed_of(answer), terms=self.storage.terms, check_ins=self.storage.check_ins, zone=PARIS
            )
        )
        if closed := self._closed_to_them():
            assert why is closed
            return
        if self.state is CheckInState.ANSWERED and self.answer != answer and clicked.version != self.version:
            assert why is Why.ALREADY_ANSWERED
            return
        assert why is None
        if (self.state, self.answer) != (CheckInState.ANSWERED, answer):
            self.version += 1
        self.state, self.answer = CheckInState.ANSWERED, answer

    @rule(typed=st.sampled_from(_NOT_NUMBERS))
    def mistypes(self, typed: str) -> None:
        submitted = submit_check_in(
            self._clicked(old=False),
            {"workshops": typed},
            terms=self.storage.terms,
            check_ins=self.storage.check_ins,
            zone=PARIS,
        )
        with pytest.raises(FormRefused) as refused:
            self.run(submitted)
        assert set(refused.value.problems) == {"workshops"}

    @rule(old=st.booleans())
    def snoozes(self, old: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
        clicked = replace(self._clicked(old=old), at=self.now + timedelta(seconds=1))
        hours = self.backend.organisation.sending
        why = self.refused(
            snooze_check_in(clicked, terms=self.storage.terms, check_ins=self.storage.check_ins, hours=hours)
        )
        if self._is_answered_or_closed(why):
            return
        if self.state is not CheckInState.SNOOZED or clicked.version == self.version:
            self.version += 1
        self.state = CheckInState.SNOOZED

    @rule(old=st.booleans())
    def skips(self, old: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
        clicked = replace(self._clicked(old=old), at=self.now + timedelta(seconds=1))
        why = self.refused(
            skip_check_in(clicked, terms=self.storage.terms, check_ins=self.storage.check_ins, zone=PARIS)
        )
        if self._is_answered_or_closed(why):
            return
        if self.state is not CheckInState.SKIPPED:
            self.version += 1
        self.state = CheckInState.SKIPPED

    @rule(when=st.sampled_from([_BEFORE, THURSDAY, _AFTER - timedelta(days=1), _AFTER, _AFTER + timedelta(days=40)]))
    def time_moves(self, when: object) -> None:
        assert isinstance(when, type(self.now))
        self.now = when

    @rule(
        ending=st.sampled_from([Ending.THANKED, Ending.DECLINED, Ending.RENEWED]),
        before=st.booleans(),
        luck=st.integers(0, 3),
    )
    def the_term_ends(self, ending: Ending, before: bool, luck: int) -> None:  # noqa: FBT001  # drawn by hypothesis
        if luck == 0 and self.in_office is TermState.ACTIVE:
            at = REF.period.start(PARIS) + timedelta(days=-2 if before else 2)
            self.put_term(a_term(PERSON).ended(ending, at))
            self.in_office, self.ending, self.ended_before = TermState.ENDED, ending, before

    @rule(luck=st.integers(0, 5))
    def the_term_is_another_one_s(self, luck: int) -> None:
        if luck == 0 and self.in_office is TermState.ACTIVE:
            self.run(self.storage.terms.forget(TENANT, REF.cohort_id, PERSON))
            self.in_office = None

    @invariant()
    def storage_agrees_with_the_model(self) -> None:
        stored = self.check_in(REF.period)
        if stored is None:
            assert self.state is None
            return
        assert (stored.state, stored.version) == (self.state, self.version)
        if stored.state is CheckInState.ANSWERED:
            assert answer_of(stored) == self.answer
            assert stored.until is None
        else:
            assert answer_of(stored) == Answer()

    def _is_answered_or_closed(self, why: Why | None) -> bool:
        expected = self._closed_to_them()
        if expected is None and self.state is CheckInState.ANSWERED:
            expected = Why.ALREADY_ANSWERED
        assert why is expected
        return expected is not None


TestLivesOfACheckIn = LivesOfACheckIn.TestCase
TestLivesOfACheckIn.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
