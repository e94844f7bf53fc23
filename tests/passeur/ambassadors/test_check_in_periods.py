from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.ambassadors.check_in_periods import (
    CheckInRef,
    asked_at,
    check_is_open,
    check_may_answer,
    due_ref,
    ref_on,
)
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.terms import Ending, TermState
from passeur.periods import Week
from tests.passeur.ambassadors.check_ins import PARIS, REF, THURSDAY, a_cohort, a_term


def why(call: object, *args: object) -> Why:
    with pytest.raises(Declined) as declined:
        call(*args)  # type: ignore[operator]  # each test names a function
    return declined.value.why


def test_a_reference_is_written_and_read() -> None:
    assert str(REF) == "2026-1.2026-W47.2"
    assert CheckInRef.parse(str(REF)) == REF
    assert str(REF.run) == "check_in.2026-1-2026-W47"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-1",
        "2026-1.2026-W47",
        "2026-1.2026-W54.2",
        "2026-1.2026-W47.0",
        "2026-1.2026-W47.200",
        "1.2.3",
        "é" * 9,
    ],
)
def test_what_cannot_be_a_reference_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        CheckInRef.parse(text)


def test_periods_follow_each_other_from_the_first_week_of_the_term() -> None:
    cohort = a_cohort()
    days = [cohort.starts_on + timedelta(days=each) for each in range(28)]
    periods = [ref.period.key if (ref := ref_on(cohort, day)) else None for day in days]
    assert periods == ["2026-W37"] * 14 + ["2026-W39"] * 14
    assert ref_on(cohort, cohort.starts_on - timedelta(days=1)) is None
    assert ref_on(cohort, cohort.ends_on + timedelta(days=1)) is None


def test_everybody_is_asked_at_ten_on_the_thursday_of_the_last_week() -> None:
    assert asked_at(a_cohort(), REF, PARIS) == datetime(2026, 11, 26, 9, tzinfo=UTC)


def test_ten_o_clock_is_ten_o_clock_on_both_sides_of_the_night_on_which_clocks_change() -> None:
    """On 25 October 2026 the clocks go back: the period from 12 to 25 October has one hour more than others."""
    cohort = a_cohort(starts_on=date(2026, 9, 14))
    before, after = CheckInRef("2026-1", Week(2026, 42), 2), CheckInRef("2026-1", Week(2026, 44), 2)
    assert asked_at(cohort, before, PARIS) == datetime(2026, 10, 22, 8, tzinfo=UTC)
    assert asked_at(cohort, after, PARIS) == datetime(2026, 11, 5, 9, tzinfo=UTC)
    closes = before.closes_at(PARIS)
    assert closes.astimezone(PARIS).isoformat() == "2026-11-09T00:00:00+01:00"
    check_is_open(before, closes - timedelta(seconds=1), PARIS)
    assert why(check_is_open, before, closes, PARIS) is Why.PERIOD_CLOSED


def test_a_period_that_the_term_cuts_short_is_asked_about_on_its_last_day() -> None:
    cohort = a_cohort(ends_on=date(2026, 11, 17))
    assert asked_at(cohort, REF, PARIS).astimezone(PARIS).date() == date(2026, 11, 17)
    late = a_cohort(starts_on=date(2026, 11, 27), check_in_weeks=1)
    first = ref_on(late, late.starts_on)
    assert first is not None
    assert asked_at(late, first, PARIS).astimezone(PARIS).date() == date(2026, 11, 27)


def test_the_period_that_is_due_is_the_newest_that_was_to_be_asked_about() -> None:
    cohort = a_cohort()
    assert due_ref(cohort, THURSDAY, PARIS) == REF
    assert due_ref(cohort, THURSDAY - timedelta(minutes=6), PARIS) == REF.before
    assert due_ref(cohort, datetime(2026, 9, 10, 9, tzinfo=UTC), PARIS) is None
    last = due_ref(cohort, datetime(2027, 6, 1, tzinfo=UTC), PARIS)
    assert last is not None
    assert last.period == Week(2027, 8)


def test_a_period_is_open_from_its_first_moment_to_the_end_of_the_next_one() -> None:
    begins = datetime(2026, 11, 15, 23, tzinfo=UTC)
    assert why(check_is_open, REF, begins - timedelta(seconds=1), PARIS) is Why.PERIOD_NOT_BEGUN
    check_is_open(REF, begins, PARIS)
    check_is_open(REF, datetime(2026, 12, 13, 22, 59, tzinfo=UTC), PARIS)
    assert why(check_is_open, REF, datetime(2026, 12, 13, 23, tzinfo=UTC), PARIS) is Why.PERIOD_CLOSED


@pytest.mark.parametrize("state", [TermState.ACTIVE, TermState.RESTING])
def test_whoever_is_in_office_may_answer(state: TermState) -> None:
    term = a_term(state=state)
    assert check_may_answer(term, REF, PARIS) == term


def test_a_term_that_ended_keeps_the_periods_that_it_reached() -> None:
    during = a_term(state=TermState.ENDED, ending=Ending.THANKED, ended_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert check_may_answer(during, REF, PARIS) == during
    before = a_term(state=TermState.ENDED, ending=Ending.THANKED, ended_at=datetime(2026, 11, 13, tzinfo=UTC))
    assert why(check_may_answer, before, REF, PARIS) is Why.TERM_OVER


def test_nobody_else_may() -> None:
    assert why(check_may_answer, None, REF, PARIS) is Why.NOT_AN_AMBASSADOR
    assert why(check_may_answer, a_term(state=TermState.OFFERED), REF, PARIS) is Why.NOT_AN_AMBASSADOR
    withdrawn = a_term(state=TermState.ENDED, ending=Ending.DECLINED, ended_at=THURSDAY)
    assert why(check_may_answer, withdrawn, REF, PARIS) is Why.TERM_OVER


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 400), st.integers(1, 8), st.integers(0, 400))
def test_every_day_of_a_term_is_in_one_period_that_is_asked_about_in_it(
    starts_on: date, days: int, weeks: int, day: int
) -> None:
    cohort = a_cohort(starts_on=starts_on, ends_on=starts_on + timedelta(days=days), check_in_weeks=weeks)
    some_day = min(starts_on + timedelta(days=day), cohort.ends_on)
    ref = ref_on(cohort, some_day)
    assert ref is not None
    assert ref.period.monday <= some_day < ref.period.plus(weeks).monday
    moment = asked_at(cohort, ref, PARIS)
    assert cohort.starts_on <= moment.astimezone(PARIS).date() <= cohort.ends_on
    assert ref.period.start(PARIS) <= moment < ref.closes_at(PARIS)
    assert due_ref(cohort, moment, PARIS) == ref
    assert due_ref(cohort, moment - timedelta(seconds=1), PARIS) in (ref.before, None)
