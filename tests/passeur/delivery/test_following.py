"""When a run is looked at, when it is over, and when somebody helps it on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.following import (
    AT_REST,
    LATEST,
    PATIENCE,
    SOONEST,
    TELLS_THE_END_FOR,
    has_news,
    is_due,
    is_followed,
    is_late,
    noted,
    pause_after,
    stands_still,
)
from passeur.delivery.outbox import DeliveryKind, DeliveryState
from passeur.delivery.runs import Run, RunId, RunState, Tally, Watcher
from passeur.delivery.sending_hours import SendingHours

HOURS = SendingHours(ZoneInfo("Europe/Paris"))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 20, tzinfo=UTC)
RUN = Run(
    "tenant", RunId(DeliveryKind.MANAGER_DIGEST, "2026-10"), RunState.SENDING, NOW, is_planned=True, progressed_at=NOW,
    etag="v1",
)  # fmt: skip
WATCHER = Watcher(Address("a:lead", "https://smba.example", ConversationKind.PERSONAL), "card", "fr")


def tally(**states: int) -> Tally:
    return Tally({DeliveryState(state): number for state, number in states.items()})


@pytest.mark.parametrize(
    ("follow_at", "due"),
    [
        (None, True),
        (NOW, True),
        (NOW + timedelta(seconds=1), True),  # clocks of two machines are never quite the same
        (NOW + timedelta(seconds=2), False),
        (NOW + AT_REST, False),
        (NOW + timedelta(hours=1), True),  # nobody waits that long: a clock was wrong
    ],
)
def test_one_look_at_each_time(follow_at: datetime | None, *, due: bool) -> None:
    assert is_due(replace(RUN, follow_at=follow_at), NOW) is due


def test_a_run_that_nobody_looked_at_is_late() -> None:
    due = replace(RUN, follow_at=NOW)
    assert not is_late(due, NOW + timedelta(seconds=30))
    assert is_late(due, NOW + timedelta(seconds=90))


@pytest.mark.parametrize(
    ("changed", "now", "pause"),
    [
        ({}, NOW, SOONEST),
        ({"tally": tally(pending=50_000)}, NOW, SOONEST + timedelta(seconds=5)),
        ({"tally": tally(pending=9_000_000)}, NOW, LATEST),
        ({"tally": tally(sent=50_000), "closed": {"0": tally(sent=50_000)}}, NOW, SOONEST),
        ({}, NIGHT, AT_REST),
        ({"state": RunState.STOPPED}, NOW, AT_REST),
        ({"state": RunState.CANCELLED}, NIGHT, SOONEST),
        ({"is_planned": False}, NIGHT, SOONEST),
        ({}, datetime(2026, 11, 24, 6, 59, tzinfo=UTC), timedelta(seconds=63)),
    ],
)
def test_the_more_there_is_to_count_the_longer_the_pause(
    changed: dict[str, Any], now: datetime, pause: timedelta
) -> None:
    assert pause_after(replace(RUN, **changed), HOURS, now) == pause


@pytest.mark.parametrize(
    ("state", "counted", "walk", "ends_as"),
    [
        (RunState.SENDING, tally(sent=3), "", RunState.DONE),
        (RunState.SENDING, tally(sent=3, unknown=1, failed=1, skipped=1), "", RunState.DONE),
        (RunState.SENDING, tally(sent=3, pending=1), "", None),
        (RunState.SENDING, tally(sent=3, retry_at=1), "", None),
        (RunState.SENDING, tally(sent=3), "4", None),
        (RunState.PLANNING, tally(sent=3), "", None),
        (RunState.STOPPED, tally(sent=3), "", None),
        (RunState.CANCELLED, tally(sent=3, cancelled=2), "", RunState.CANCELLED),
        (RunState.CANCELLED, tally(sent=3, sending=1), "", None),
        (RunState.RECALLED, tally(recalled=3), "", RunState.RECALLED),
        (RunState.RECALLED, tally(recalled=2, sent=1), "c", None),
    ],
)
def test_a_run_ends_when_nothing_of_it_moves_any_more(
    state: RunState, counted: Tally, walk: str, ends_as: RunState | None
) -> None:
    run = replace(RUN, state=state, walk=walk, is_planned=state is not RunState.PLANNING)
    after = noted(run, replace(run, tally=counted), NOW)
    assert (after.state, after.ended_at) == ((ends_as, NOW) if ends_as else (state, None))


def test_a_count_of_a_run_that_changed_meanwhile_ends_nothing() -> None:
    counted = replace(RUN, tally=tally(sent=3), closed={"0": tally(sent=3)})
    after = noted(replace(RUN, etag="v2"), counted, NOW)
    assert (after.tally, after.closed, after.ended_at) == (counted.tally, {}, None)


@pytest.mark.parametrize(
    ("changed", "now", "still"),
    [
        ({}, NOW + PATIENCE, True),
        ({}, NOW + PATIENCE - timedelta(seconds=1), False),
        ({}, NIGHT, False),
        ({"is_planned": False}, NIGHT, True),
        ({"walk": "3"}, NIGHT, True),
        ({"state": RunState.RECALLED, "walk": "3"}, NIGHT, True),
        ({"state": RunState.STOPPED}, NOW + PATIENCE, False),
        ({"state": RunState.CANCELLED}, NOW + PATIENCE, False),
        ({"state": RunState.DONE, "ended_at": NOW}, NOW + PATIENCE, False),
    ],
)
def test_a_run_is_helped_on_only_when_it_should_move(changed: dict[str, Any], now: datetime, *, still: bool) -> None:
    assert stands_still(replace(RUN, **changed), HOURS, None, now) is still


def test_a_run_that_teams_asked_to_wait_does_not_stand_still() -> None:
    later = NOW + PATIENCE
    assert not stands_still(RUN, HOURS, later + timedelta(seconds=1), later)
    assert stands_still(RUN, HOURS, later, later)


def test_a_run_is_followed_until_its_watchers_know_its_end() -> None:
    ended = replace(RUN, state=RunState.DONE, ended_at=NOW, watchers=(WATCHER,), drawn_at=NOW - timedelta(seconds=3))
    assert is_followed(ended, NOW)
    assert not is_followed(replace(ended, drawn_at=NOW + timedelta(seconds=1)), NOW)
    assert not is_followed(replace(ended, watchers=()), NOW)
    assert not is_followed(ended, NOW + TELLS_THE_END_FOR)


def test_a_stopped_run_is_followed_until_nothing_of_it_is_on_its_way() -> None:
    stopped = replace(RUN, state=RunState.STOPPED)
    assert not has_news(stopped)
    assert not is_followed(stopped, NOW)
    assert is_followed(replace(stopped, tally=tally(sending=1)), NOW)
