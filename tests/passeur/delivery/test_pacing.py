"""The budget of a tenant and the windows of a conversation, as rules."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from passeur.delivery.pacing import WINDOWS, Pace, free_at

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
WAITS = st.lists(st.integers(0, 2000).map(lambda milliseconds: timedelta(milliseconds=milliseconds)), max_size=150)


def test_reserved_sends_follow_each_other() -> None:
    pace, first = Pace(NOW).reserved(15, 30, NOW)
    pace, second = pace.reserved(15, 30, NOW)
    assert (first, second) == (NOW, NOW + timedelta(seconds=0.5))


def test_a_pause_is_not_made_up_for() -> None:
    later = NOW + timedelta(hours=1)
    assert Pace(NOW).reserved(1, 30, later)[1] == later


def test_nobody_sends_before_teams_allows_it_again() -> None:
    pace = Pace(NOW).throttled(NOW + timedelta(seconds=20)).throttled(NOW + timedelta(seconds=5))
    assert pace.reserved(1, 30, NOW)[1] == NOW + timedelta(seconds=20)


@given(WAITS)
def test_a_conversation_never_gets_more_than_teams_takes(waits: list[timedelta]) -> None:
    now, sent = NOW, list[datetime]()
    for wait in waits:
        now = free_at(sent, now + wait)
        sent.append(now)
    for most, seconds in WINDOWS:
        for earlier, later in zip(sent, sent[most:], strict=False):
            assert later - earlier >= timedelta(seconds=seconds)
