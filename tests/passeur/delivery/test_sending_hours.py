"""When people may be written to: French working days, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.delivery.sending_hours import SendingHours

PARIS = ZoneInfo("Europe/Paris")
HOURS = SendingHours(PARIS)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-20T10:00", "2026-11-20T10:00"),
        ("2026-11-20T07:59", "2026-11-20T08:00"),
        ("2026-11-20T19:00", "2026-11-23T08:00"),
        ("2026-11-21T10:00", "2026-11-23T08:00"),
        ("2026-11-10T20:00", "2026-11-12T08:00"),
        ("2026-12-24T20:00", "2026-12-28T08:00"),
        ("2027-05-05T23:00", "2027-05-07T08:00"),
        ("2026-03-28T12:00", "2026-03-30T08:00"),
        ("2026-10-24T12:00", "2026-10-26T08:00"),
    ],
    ids=[
        "in the hours",
        "too early",
        "Friday evening",
        "Saturday",
        "eve of 11 November",
        "Christmas",
        "Ascension Thursday",
        "spring clock change",
        "autumn clock change",
    ],
)
def test_a_message_waits_for_the_next_working_hour(now: str, then: str) -> None:
    assert HOURS.next_moment(paris(now)) == paris(then)


def test_alsace_moselle_keeps_its_own_holidays() -> None:
    saint_stephen = paris("2028-12-26T10:00")
    assert SendingHours(PARIS, calendar="FR").next_moment(saint_stephen) == saint_stephen
    assert SendingHours(PARIS, calendar="FR-57").next_moment(saint_stephen) == paris("2028-12-27T08:00")


@given(st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds are naive by contract
def test_the_next_moment_is_soon_and_is_one_of_the_hours(now: datetime) -> None:
    then = HOURS.next_moment(now)
    assert now <= then <= now + timedelta(days=6)
    assert HOURS.next_moment(then) == then
