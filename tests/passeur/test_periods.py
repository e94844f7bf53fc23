from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.periods import Every, Month, RecapSchedule, Schedule, Week

PARIS = ZoneInfo("Europe/Paris")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by contract


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def test_sunday_night_and_monday_morning_are_in_different_weeks() -> None:
    assert Week.of(paris("2026-11-22T23:59:59"), PARIS).key == "2026-W47"
    assert Week.of(paris("2026-11-23T00:00:00"), PARIS).key == "2026-W48"


def test_the_local_clock_decides_not_utc() -> None:
    assert Week.of(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), PARIS).key == "2026-W48"


def test_a_long_year_has_a_week_53_and_the_next_week_is_week_1() -> None:
    last = Week.parse("2026-W53")
    assert last.plus(1).key == "2027-W01"
    assert Week.of(paris("2027-01-03T12:00:00"), PARIS) == last


@pytest.mark.parametrize(
    "text", ["2025-W53", "2026-W00", "2026-W54", "2026W47", "2026-W4", "", "2026-W47 ", "٢٠٢٦-W47"]
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Week.parse(text)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Week.of(datetime(2026, 11, 22), PARIS)  # noqa: DTZ001 - the point of the test


@given(MOMENTS)
def test_keys_sort_as_time_does_and_read_back(moment: datetime) -> None:
    week = Week.of(moment, PARIS)
    assert Week.parse(week.key) == week
    assert week.plus(-1).key < week.key < week.plus(1).key
    assert week.start(PARIS) <= moment < week.plus(1).start(PARIS)


def test_a_recap_is_due_on_monday_at_nine_not_before() -> None:
    schedule = RecapSchedule(PARIS)
    assert schedule.week_due(paris("2026-11-23T08:59:59")).key == "2026-W46"
    assert schedule.week_due(paris("2026-11-23T09:00:00")).key == "2026-W47"


@pytest.mark.parametrize("late", [timedelta(hours=1), timedelta(days=3), timedelta(days=6, hours=23)])
def test_a_run_that_comes_late_finds_the_week_that_was_missed(late: timedelta) -> None:
    schedule = RecapSchedule(PARIS)
    assert schedule.week_due(paris("2026-11-23T09:00:00") + late).key == "2026-W47"


@pytest.mark.parametrize(
    ("monday", "hour_utc"),
    [("2026-03-23", 8), ("2026-03-30", 7), ("2026-10-19", 7), ("2026-10-26", 8)],
    ids=["before spring", "after spring", "before autumn", "after autumn"],
)
def test_nine_in_paris_is_kept_across_clock_changes(monday: str, hour_utc: int) -> None:
    week = Week.of_day(datetime.fromisoformat(monday).date()).plus(-1)
    assert RecapSchedule(PARIS).moment_for(week).hour == hour_utc


@given(MOMENTS, st.integers(1, 7), st.integers(0, 23))
def test_hourly_questions_never_skip_a_week_nor_go_back(moment: datetime, weekday: int, hour: int) -> None:
    schedule = RecapSchedule(PARIS, weekday, hour)
    before, after = schedule.week_due(moment), schedule.week_due(moment + timedelta(hours=1))
    assert after in (before, before.plus(1))
    assert schedule.moment_for(before) <= moment


def test_a_month_is_made_of_the_weeks_whose_thursday_it_has() -> None:
    november = Month.parse("2026-11")
    assert [week.key for week in november.weeks] == ["2026-W45", "2026-W46", "2026-W47", "2026-W48"]
    assert [week.key for week in Month.parse("2026-12").weeks][-1] == "2026-W53"
    assert Month.parse("2027-01").weeks[0].key == "2027-W01"


@given(MOMENTS)
def test_every_week_is_in_one_month_and_months_follow_each_other(moment: datetime) -> None:
    week = Week.of(moment, PARIS)
    month = Month.of_week(week)
    assert week in month.weeks
    assert 4 <= len(month.weeks) <= 5
    assert month.plus(1).weeks[0] == month.weeks[-1].plus(1)
    assert month.plus(13).plus(-13) == month == Month.parse(month.key)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "202611", "", "2026-11 "])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Month.parse(text)


def test_a_month_is_told_once_its_last_week_is_over_and_its_day_has_come() -> None:
    monthly = Schedule(PARIS, Every.MONTH, weekday=2, hour=9)
    assert monthly.due(paris("2026-11-30T12:00:00")) == "2026-10"
    assert monthly.due(paris("2026-12-01T08:59:59")) == "2026-10"
    assert monthly.due(paris("2026-12-01T09:00:00")) == "2026-11"
    assert monthly.due(paris("2026-12-31T23:00:00")) == "2026-11"


def test_a_week_is_told_in_the_week_after_it() -> None:
    weekly = Schedule(PARIS, Every.WEEK, weekday=2, hour=9)
    assert weekly.due(paris("2026-11-24T08:59:00")) == "2026-W46"
    assert weekly.due(paris("2026-11-24T09:00:00")) == "2026-W47"
    assert Schedule(PARIS, Every.NEVER).due(paris("2026-11-24T09:00:00")) is None


@given(MOMENTS, st.sampled_from([Every.WEEK, Every.MONTH]))
def test_hourly_questions_meet_every_period_in_its_turn(moment: datetime, every: Every) -> None:
    schedule = Schedule(PARIS, every)
    before, after = schedule.due(moment), schedule.due(moment + timedelta(hours=1))
    assert before is not None
    assert after is not None
    following = Week.parse(before).plus(1).key if every is Every.WEEK else Month.parse(before).plus(1).key
    assert after in (before, following)
