from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from passeur.ambassadors.cohorts import MOVES, Call, Cohort, CohortState, next_cohort_id
from passeur.ambassadors.refusals import Declined, Why
from passeur.periods import day_of, end_of_day

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DEADLINE = end_of_day(date(2026, 12, 4), PARIS)
COHORT = Cohort(
    "tenant", "2026-1", Call(12, DEADLINE), CohortState.CALLING, NOW, "lead", date(2027, 1, 11), date(2027, 12, 17)
)
LATE = {
    (CohortState.CALLING, CohortState.CALLING),
    (CohortState.CHOOSING, CohortState.CHOOSING),
    (CohortState.RUNNING, CohortState.CALLING),
    (CohortState.RUNNING, CohortState.CHOOSING),
    (CohortState.RUNNING, CohortState.RUNNING),
}


@pytest.mark.parametrize("there", CohortState)
@pytest.mark.parametrize("wanted", CohortState)
def test_each_move_is_made_or_declined_with_its_reason(there: CohortState, wanted: CohortState) -> None:
    cohort = replace(COHORT, state=there)
    if wanted in MOVES[there]:
        assert cohort.moved(wanted) == replace(cohort, state=wanted)
        return
    with pytest.raises(Declined) as declined:
        cohort.moved(wanted)
    late = Why.ALREADY_DECIDED if (there, wanted) in LATE else Why.COHORT_NOT_THERE_YET
    assert declined.value.why is (Why.COHORT_OVER if there is CohortState.CLOSED else late)


def test_a_call_takes_candidates_until_its_last_moment_and_while_it_calls() -> None:
    assert COHORT.takes_candidates(DEADLINE - timedelta(microseconds=1))
    assert not COHORT.takes_candidates(DEADLINE)
    assert not replace(COHORT, state=CohortState.CHOOSING).takes_candidates(NOW)


def test_the_last_day_is_that_of_local_clocks_also_when_they_change() -> None:
    for day in (date(2026, 12, 4), date(2026, 10, 24), date(2026, 10, 25), date(2027, 3, 27), date(2027, 3, 28)):
        call = Call(1, end_of_day(day, PARIS))
        assert call.last_day(PARIS) == day
        assert day_of(call.deadline, PARIS) == day + timedelta(days=1)


def test_a_closed_call_is_extended_back_and_closing_twice_changes_nothing() -> None:
    closed = COHORT.closed_call()
    assert closed.closed_call() == closed
    later = DEADLINE + timedelta(days=7)
    extended = closed.extended(later)
    assert (extended.state, extended.call.deadline) == (CohortState.CALLING, later)
    assert extended.takes_candidates(DEADLINE)


@pytest.mark.parametrize(
    ("trades", "sites", "trade", "site", "is_for"),
    [
        ((), (), None, None, True),
        (("rh",), (), "rh", None, True),
        (("rh",), (), "finance", "lyon", False),
        ((), ("lyon",), None, "lyon", True),
        (("rh",), ("lyon",), "rh", "nantes", False),
        (("rh",), ("lyon",), None, None, False),
    ],
)
def test_a_call_is_for_its_trades_and_sites(
    trades: tuple[str, ...], sites: tuple[str, ...], trade: str | None, site: str | None, *, is_for: bool
) -> None:
    call = Call(1, DEADLINE, frozenset(trades), frozenset(sites))
    assert call.is_for(trade, site) is is_for


def test_cohorts_are_numbered_within_a_year_and_a_gap_is_filled() -> None:
    day = date(2026, 11, 20)
    assert next_cohort_id([], day) == "2026-1"
    assert next_cohort_id([replace(COHORT, id="2025-1")], day) == "2026-1"
    assert next_cohort_id([COHORT, replace(COHORT, id="2026-3")], day) == "2026-2"
    with pytest.raises(Declined):
        next_cohort_id([replace(COHORT, id=f"2026-{number}") for number in range(1, 10)], day)


@pytest.mark.parametrize("wrong", ["", "2026", "2026-0", "2026-10", "26-1", "2026-1 ", "2026-1|x"])
def test_only_a_year_and_a_number_name_a_cohort(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a cohort"):
        replace(COHORT, id=wrong)
