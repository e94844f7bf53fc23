"""Each guard alone, then each against those that come after it: the order is the promise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.guards import Move, Verdict, judge
from passeur.delivery.outbox import LEASE, Delivery, DeliveryKind, Reason
from passeur.delivery.runs import Run, RunId, RunState
from passeur.delivery.sending_hours import SendingHours
from passeur.people import Person, Topic

HOURS = SendingHours(ZoneInfo("Europe/Paris"))
# A Tuesday, at ten in Paris; and the night before.
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)
OPENING = datetime(2026, 11, 24, 7, tzinfo=UTC)

RUN_ID = RunId(DeliveryKind.MANAGER_DIGEST, "2026-10")
RUN = Run("tenant", RUN_ID, RunState.SENDING, NOW - timedelta(days=1))
CHAT = Address("a:chat", "https://smba.example", ConversationKind.PERSONAL)
MARTA = Person("tenant", "marta", "Marta", address=CHAT)
OWED = Delivery(
    RUN_ID.delivery_id("tenant", "marta"), RUN_ID.kind, "subject", None, "fr", RUN.created_at, person_id="marta"
)
LONG_DEAD = OWED.taken(NIGHT - LEASE)

# What stops a message, from the first guard to the last: what it changes, and what is said.
STOPS: list[tuple[str, dict[str, Any], Verdict]] = [
    ("it was sent", {"delivery": OWED.sent("activity")}, Verdict(Move.LEAVE)),
    ("its worker died", {"delivery": LONG_DEAD}, Verdict(Move.CALL_UNKNOWN)),
    ("its run was cancelled", {"run": replace(RUN, state=RunState.CANCELLED)}, Verdict(Move.CANCEL)),
    ("its reader left", {"person": replace(MARTA, active=False)}, Verdict(Move.SKIP, Reason.LEFT)),
    (
        "its reader declined",
        {"person": replace(MARTA, declined=frozenset({Topic.MANAGER_DIGEST}))},
        Verdict(Move.SKIP, Reason.OPTED_OUT),
    ),
    (
        "its reader paused",
        {"person": replace(MARTA, paused_until=NOW + timedelta(days=9))},
        Verdict(Move.SKIP, Reason.PAUSED),
    ),
    ("it has nowhere to go", {"person": replace(MARTA, address=None)}, Verdict(Move.SKIP, Reason.NO_ADDRESS)),
    ("it is night", {"now": NIGHT}, Verdict(Move.WAIT, until=OPENING)),
]


def judged(**changed: Any) -> Verdict:
    case = {"delivery": OWED, "run": RUN, "person": MARTA, "now": NOW, **changed}
    return judge(case["delivery"], case["run"], case["person"], case["now"], HOURS)


def test_a_message_that_nothing_stops_is_sent() -> None:
    assert judged() == Verdict(Move.SEND)


@pytest.mark.parametrize("kind", [DeliveryKind.CALL_DETAILS, DeliveryKind.SELECTION_RESULT, DeliveryKind.HELP_REQUEST])
def test_a_pause_holds_back_nothing_that_answers_or_that_somebody_waits_for(kind: DeliveryKind) -> None:
    on_pause = replace(MARTA, paused_until=NOW + timedelta(days=9))
    assert judged(delivery=replace(OWED, kind=kind), person=on_pause) == Verdict(Move.SEND)


@pytest.mark.parametrize(("_why", "changed", "verdict"), STOPS, ids=[stop[0] for stop in STOPS])
def test_each_guard_says_its_word(_why: str, changed: dict[str, Any], verdict: Verdict) -> None:
    assert judged(**changed) == verdict


PAIRS = list(pairwise(STOPS))


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=[f"{a[0]}, {b[0]}" for a, b in PAIRS])
def test_the_earlier_guard_wins(first: tuple[str, Any, Verdict], second: tuple[str, Any, Verdict]) -> None:
    both = {**second[1], **first[1]}
    if {"person"} == set(first[1]) & set(second[1]):
        people = {field: value for field in ("active", "declined", "paused_until", "address")
                  for value in [getattr(second[1]["person"], field)] if value != getattr(MARTA, field)}  # fmt: skip
        both["person"] = replace(first[1]["person"], **people)
    assert judged(**both) == first[2]


@pytest.mark.parametrize(
    ("delivery", "verdict"),
    [
        (OWED.taken(NOW), Move.LEAVE),
        (OWED.put_back(NOW + timedelta(seconds=1)), Move.LEAVE),
        (OWED.put_back(NOW), Move.SEND),
        (OWED.failed(Reason.BLOCKED), Move.LEAVE),
    ],
)
def test_a_message_in_hand_or_waiting_is_left_alone(delivery: Delivery, verdict: Move) -> None:
    assert judged(delivery=delivery).move is verdict


def test_a_stopped_run_s_messages_wait_as_they_are() -> None:
    assert judged(run=replace(RUN, state=RunState.STOPPED)) == Verdict(Move.LEAVE)


def test_a_run_that_is_not_there_owes_nothing() -> None:
    assert judged(run=None) == Verdict(Move.CANCEL)


def test_a_person_who_is_not_known_any_more_left() -> None:
    assert judged(person=None) == Verdict(Move.SKIP, Reason.LEFT)


def test_a_pause_that_is_over_stops_nothing() -> None:
    assert judged(person=replace(MARTA, paused_until=NOW)) == Verdict(Move.SEND)


@pytest.mark.parametrize("state", [RunState.CANCELLED, RunState.RECALLED, RunState.STOPPED])
def test_what_may_be_out_is_not_called_cancelled(state: RunState) -> None:
    review = replace(LONG_DEAD, kind=DeliveryKind.BRIEF_REVIEW)
    assert judged(delivery=review) == Verdict(Move.SEND)
    assert judged(delivery=review, run=replace(RUN, state=state)) == Verdict(Move.CALL_UNKNOWN)


def test_declining_one_topic_declines_no_other() -> None:
    assert judged(person=replace(MARTA, declined=frozenset({Topic.BRIEF}))) == Verdict(Move.SEND)


def test_what_answers_to_somebody_does_not_wait_for_the_morning() -> None:
    assert judged(delivery=replace(OWED, kind=DeliveryKind.SHARE), now=NIGHT) == Verdict(Move.SEND)
