from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from passeur.directory.sync_state import LONGEST_ROUND, SyncState
from passeur.periods import last_night

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TWO_IN_PARIS = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (NOON, TWO_IN_PARIS),
        (TWO_IN_PARIS, TWO_IN_PARIS),
        (TWO_IN_PARIS - timedelta(seconds=1), TWO_IN_PARIS - timedelta(days=1)),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), datetime(2026, 7, 1, 0, 0, tzinfo=UTC)),
        # On the night of 29 March, two o'clock is three; on that of 25 October it comes twice, and the first counts.
        (datetime(2026, 3, 29, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_last_night_is_the_newest_two_o_clock_in_paris(now: datetime, night: datetime) -> None:
    assert last_night(now, PARIS) == night


@pytest.mark.parametrize(
    ("state", "is_due"),
    [
        (SyncState("t"), True),
        (SyncState("t", synced_at=TWO_IN_PARIS - timedelta(minutes=1)), True),
        (SyncState("t", synced_at=TWO_IN_PARIS), False),
        (SyncState("t", synced_at=TWO_IN_PARIS - timedelta(days=9)), True),
        (SyncState("t", synced_at=TWO_IN_PARIS, is_asked=True), True),
        (SyncState("t", waits_until=NOON + timedelta(seconds=1)), False),
        (SyncState("t", waits_until=NOON), True),
    ],
)
def test_a_round_is_due_once_a_night_or_when_asked_for(state: SyncState, *, is_due: bool) -> None:
    assert state.is_due(NOON, PARIS) == is_due


def test_a_round_whose_process_died_holds_nobody_up_for_long() -> None:
    held = SyncState("t").claimed(NOON)
    assert held.claimed(NOON + timedelta(minutes=1)) == held
    later = NOON + LONGEST_ROUND
    assert held.claimed(later).busy_until == later + LONGEST_ROUND
