from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from passeur.delivery.outbox import DeliveryKind, DeliveryState
from passeur.delivery.progress import Progress, progress_of
from passeur.delivery.runs import Run, RunId, RunState, Tally
from passeur.delivery.sending_hours import SendingHours

HOURS = SendingHours(ZoneInfo("Europe/Paris"))
ALWAYS = SendingHours(ZoneInfo("Europe/Paris"), 0, 24, frozenset(range(1, 8)), "")
# A Friday, an hour before the end of the day.
FRIDAY = datetime(2026, 11, 6, 17, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, 7, tzinfo=UTC)


def run(done: int, waiting: int, **changes: Any) -> Run:
    tally = Tally({DeliveryState.SENT: done, DeliveryState.PENDING: waiting})
    given = {"created_at": FRIDAY, "is_planned": True, "state": RunState.SENDING, **changes}
    return Run("tenant", RunId(DeliveryKind.MANAGER_DIGEST, "2026-10"), tally=tally, **given)


def test_the_rate_is_what_left_in_the_time_that_was_open() -> None:
    progress = progress_of(run(600, 300), HOURS, FRIDAY + timedelta(minutes=2))
    assert progress == Progress(rate=300, left=timedelta(minutes=1))


def test_a_weekend_in_between_does_not_slow_it_down() -> None:
    progress = progress_of(run(6_600, 300), HOURS, MONDAY + timedelta(minutes=6))
    assert progress.rate == 100
    assert progress.left == timedelta(minutes=3)


def test_nothing_is_guessed_from_a_handful_of_messages_or_seconds() -> None:
    assert progress_of(run(19, 300), HOURS, FRIDAY + timedelta(minutes=2)) == Progress()
    assert progress_of(run(500, 300), HOURS, FRIDAY + timedelta(seconds=9)) == Progress()


def test_time_left_is_unknown_until_it_is_known_how_many_there_are() -> None:
    assert progress_of(run(600, 300, is_planned=False), HOURS, FRIDAY + timedelta(minutes=2)) == Progress(rate=300)


def test_while_it_waits_for_the_morning_only_that_moment_is_told() -> None:
    assert progress_of(run(600, 300), HOURS, FRIDAY + timedelta(hours=2)) == Progress(resumes_at=MONDAY)


def test_a_break_before_the_end_is_announced() -> None:
    progress = progress_of(run(600, 300_000), HOURS, FRIDAY + timedelta(minutes=2))
    assert progress.closes_at == FRIDAY + timedelta(hours=1)
    assert progress.reopens_at == MONDAY


def test_without_quiet_hours_there_is_no_break() -> None:
    progress = progress_of(run(600, 300_000), ALWAYS, FRIDAY + timedelta(minutes=2))
    assert progress.closes_at is None
    assert progress.left == timedelta(minutes=1_000)


def test_a_run_that_sends_no_more_goes_at_no_rate() -> None:
    for state in (RunState.DONE, RunState.CANCELLED, RunState.STOPPED, RunState.RECALLED):
        assert progress_of(run(600, 300, state=state), HOURS, FRIDAY + timedelta(minutes=2)) == Progress()


def test_hours_that_were_open_add_up_over_clock_changes_and_holidays() -> None:
    # Clocks go back on Sunday 25 October; All Saints' Day is a Sunday; 11 November is a holiday, a Wednesday.
    start, end = datetime(2026, 10, 23, 6, tzinfo=UTC), datetime(2026, 10, 27, 7, tzinfo=UTC)
    assert HOURS.open_between(start, end) == timedelta(hours=22)
    assert HOURS.open_between(
        datetime(2026, 11, 10, 7, tzinfo=UTC), datetime(2026, 11, 12, 18, tzinfo=UTC)
    ) == timedelta(hours=22)
    assert ALWAYS.open_between(start, end) == end - start
