"""One message of the outbox, through everything that can happen to it between the promise and the outcome."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.deliver import PAUSE_OF_STORAGE, deliver
from passeur.delivery.desk import Desk
from passeur.delivery.give_up import give_up
from passeur.delivery.outbox import (
    LEASE,
    MOST_DOUBTFUL,
    STALE_AFTER_HOURS,
    Delivery,
    DeliveryId,
    DeliveryKind,
    DeliveryState,
    Home,
    Reason,
)
from passeur.delivery.pacer import Pacer
from passeur.delivery.ports import Overtaken, SendFailed, SendThrottled, SendUnavailable, SendUnknown
from passeur.delivery.recent_runs import RecentRuns
from passeur.delivery.sending_hours import SendingHours
from passeur.errors import StorageUnavailable
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ID = DeliveryId(Home.RECAPS, "tenant", "2026-W47", "o|recap|x")
PENDING = Delivery(
    ID,
    DeliveryKind.RECAP,
    "2026-W47",
    Address("19:general", "https://smba.example", ConversationKind.CHANNEL),
    "fr",
    NOW,
)


@dataclass
class OneRow:
    """An outbox of one row, with the etag that changes at each write."""

    row: Delivery | None
    writes: int = 0

    async def get(self, delivery_id: DeliveryId) -> Delivery | None:
        assert delivery_id == ID
        return self.row

    async def move(self, delivery: Delivery) -> Delivery:
        if self.row is None or self.row.etag != delivery.etag:
            raise Overtaken
        self.writes += 1
        self.row = replace(delivery, etag=f"v{self.writes}")
        return self.row


@dataclass
class Sender:
    """Does what it is told to, in order; then sends."""

    troubles: list[Exception] = field(default_factory=list)
    sent: int = 0
    rows: OneRow | None = None

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        assert address == PENDING.address
        assert self.rows is None or (self.rows.row and self.rows.row.state is DeliveryState.SENDING)
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent += 1
        return "activity-1"

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        raise AssertionError("a delivery never updates")


@dataclass
class Queue:
    asked: list[timedelta] = field(default_factory=list)

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        assert delivery_id == ID
        self.asked.append(delay)


@dataclass
class World:
    rows: OneRow
    sender: Sender
    queue: Queue
    clock: FakeClock
    card: Mapping[str, Any] | None
    storage: Storage = field(default_factory=open_memory_storage)

    def desk(self) -> Desk:
        """That of a process that has just begun."""
        return Desk(
            deliveries=self.rows,  # type: ignore[arg-type]  # only what one delivery needs
            people=self.storage.people,
            runs=RecentRuns(self.storage.runs, self.clock),
            paces=self.storage.paces,
            queue=self.queue,  # type: ignore[arg-type]  # only what one delivery needs
            compose=self.compose,
            sender=self.sender,
            pacer=Pacer(self.storage.paces, ID.tenant_id, 30, self.clock, self.clock.sleep),
            hours=SendingHours(ZoneInfo("Europe/Paris")),
            clock=self.clock,
            sleep=self.clock.sleep,
        )

    async def deliver(self) -> Delivery | None:
        return await deliver(ID, self.desk())

    async def compose(self, _delivery: Delivery) -> Mapping[str, Any] | None:
        return self.card

    @property
    def row(self) -> Delivery:
        assert self.rows.row is not None
        return self.rows.row


def world(*troubles: Exception, row: Delivery | None = PENDING) -> World:
    rows = OneRow(row)
    return World(rows, Sender(list(troubles), rows=rows), Queue(), FakeClock(NOW), {"type": "AdaptiveCard"})


async def test_a_message_is_claimed_then_sent_then_recorded() -> None:
    here = world()
    await here.deliver()
    assert (here.row.state, here.row.activity_id, here.sender.sent, here.rows.writes) == (
        DeliveryState.SENT,
        "activity-1",
        1,
        2,
    )


async def test_a_message_is_claimed_only_as_its_turn_comes() -> None:
    here = world()
    await here.storage.paces.reserve(ID.tenant_id, 100, rate=30, now=NOW)
    waits: list[tuple[float, DeliveryState]] = []

    async def sleep(seconds: float) -> None:
        waits.append((seconds, here.row.state))
        await here.clock.sleep(seconds)

    desk = here.desk()
    await deliver(ID, replace(desk, pacer=replace(desk.pacer, sleep=sleep)))
    (long, before), (moment, then) = waits
    assert (before, then, here.row.state) == (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SENT)
    assert (long > 3, moment < 0.5) == (True, True)


async def test_a_queue_message_that_comes_three_times_sends_once() -> None:
    here = world()
    for _ in range(3):
        await here.deliver()
    assert here.sender.sent == 1


async def test_a_message_that_somebody_else_sends_is_left_to_them() -> None:
    here = world(row=PENDING.taken(NOW))
    await here.deliver()
    assert here.sender.sent == 0


async def test_a_message_whose_worker_died_is_sent_again_and_counted_as_doubtful() -> None:
    here = world(row=PENDING.taken(NOW))
    here.clock.now = NOW + LEASE
    await here.deliver()
    assert (here.row.state, here.row.doubtful, here.row.attempts) == (DeliveryState.SENT, 1, 2)


async def test_of_two_workers_one_sends() -> None:
    here = world()
    claims = here.rows.move

    async def overtaken(delivery: Delivery) -> Delivery:
        here.rows.row = replace(here.row, etag="written by the other worker")
        return await claims(delivery)

    here.rows.move = overtaken  # type: ignore[method-assign]  # the other worker is quicker by one write
    await here.deliver()
    assert here.sender.sent == 0


async def test_a_throttled_message_waits_as_long_as_it_is_asked_to() -> None:
    here = world(SendThrottled(12))
    await here.deliver()
    assert here.row.state is DeliveryState.RETRY_AT
    assert here.queue.asked == [timedelta(seconds=12)]
    await here.deliver()
    assert here.sender.sent == 0
    here.clock.advance(seconds=12)
    await here.deliver()
    assert (here.row.state, here.row.doubtful) == (DeliveryState.SENT, 0)


async def test_a_lost_answer_is_tried_again_and_counted() -> None:
    here = world(SendUnknown())
    await here.deliver()
    assert here.queue.asked[0] > timedelta()
    here.clock.now += here.queue.asked[0]
    await here.deliver()
    assert (here.row.state, here.row.doubtful) == (DeliveryState.SENT, 1)


@pytest.mark.parametrize("reason", list(Reason))
async def test_a_refusal_for_good_is_final_and_says_why(reason: Reason) -> None:
    here = world(SendFailed(reason))
    await here.deliver()
    await here.deliver()
    assert (here.row.state, here.row.reason, here.queue.asked) == (DeliveryState.FAILED, reason, [])


async def test_trouble_without_end_ends_as_a_failure() -> None:
    here = world(*(SendUnknown() for _ in range(MOST_DOUBTFUL + 5)))
    for _ in range(MOST_DOUBTFUL + 5):
        await here.deliver()
        here.clock.advance(minutes=1)
    assert (here.row.state, here.row.reason) == (DeliveryState.FAILED, Reason.TOO_OFTEN_UNSURE)
    assert here.row.attempts == here.row.doubtful == MOST_DOUBTFUL


async def test_an_outage_of_hours_loses_nothing() -> None:
    here = world(*(SendThrottled(30) for _ in range(200)))
    for _ in range(201):
        await here.deliver()
        here.clock.advance(seconds=30)
    assert (here.row.state, here.row.doubtful) == (DeliveryState.SENT, 0)


async def test_a_conversation_out_of_reach_is_asked_less_and_less_and_holds_up_nobody_else() -> None:
    here = world(*(SendUnavailable(1) for _ in range(9)))
    for _ in range(9):
        await here.deliver()
        here.clock.now += here.queue.asked[-1]
    minutes = [delay.total_seconds() / 60 for delay in here.queue.asked]
    assert minutes == [0.5, 1, 2, 4, 8, 15, 15, 15, 15]
    assert await here.storage.paces.throttled_until(ID.tenant_id) is None


async def test_storage_that_is_away_does_not_use_up_the_queue_s_patience() -> None:
    here = world()
    reads = here.rows.get

    async def away(delivery_id: DeliveryId) -> Delivery | None:
        raise StorageUnavailable

    here.rows.get = away  # type: ignore[method-assign]  # for a moment
    assert await here.deliver() is None
    assert here.queue.asked == [PAUSE_OF_STORAGE]
    here.rows.get = reads  # type: ignore[method-assign]  # it is back
    await here.deliver()
    assert here.row.state is DeliveryState.SENT


async def test_a_recap_waits_for_working_hours() -> None:
    here = world(row=replace(PENDING, created_at=NOW - timedelta(hours=2)))
    here.clock.now = NOW - timedelta(hours=2)
    await here.deliver()
    assert (here.row.state, here.row.until, here.sender.sent) == (DeliveryState.RETRY_AT, NOW - timedelta(hours=1), 0)
    here.clock.now += here.queue.asked[0]
    await here.deliver()
    assert here.row.state is DeliveryState.SENT


async def test_messages_of_one_channel_keep_to_its_windows() -> None:
    here = world()
    sent_at = []
    for _ in range(12):
        here.rows.row = PENDING
        await here.deliver()
        sent_at.append(here.clock())
    in_two_seconds = [sum(0 <= (late - first).total_seconds() < 2 for late in sent_at) for first in sent_at]
    assert 6 <= max(in_two_seconds) <= 8


async def test_an_outage_of_days_ends_with_its_reason() -> None:
    here = world(*(SendThrottled(30) for _ in range(5)))
    await here.deliver()
    here.clock.now += STALE_AFTER_HOURS
    await here.deliver()
    assert (here.row.state, here.row.reason) == (DeliveryState.FAILED, Reason.TOO_LATE)


async def test_a_worker_that_dies_in_every_send_does_not_post_for_ever() -> None:
    here = world(*(RuntimeError("the worker dies") for _ in range(50)))
    for _ in range(30):
        with suppress(RuntimeError):
            await here.deliver()
        here.clock.now += LEASE
    assert (here.row.state, here.row.reason) == (DeliveryState.FAILED, Reason.TOO_OFTEN_UNSURE)
    assert here.row.attempts == MOST_DOUBTFUL


async def test_what_has_nothing_left_to_say_is_skipped() -> None:
    here = world()
    here.card = None
    await here.deliver()
    assert (here.row.state, here.row.reason, here.sender.sent) == (
        DeliveryState.SKIPPED,
        Reason.NOTHING_TO_TELL,
        0,
    )


async def test_a_row_that_is_not_there_is_not_sent() -> None:
    here = world(row=None)
    assert await here.deliver() is None
    assert here.sender.sent == 0


@pytest.mark.parametrize("row", [PENDING, PENDING.taken(NOW)])
async def test_a_poisoned_message_ends_its_delivery(row: Delivery) -> None:
    here = world(row=row)
    await give_up(ID, deliveries=here.rows)  # type: ignore[arg-type]  # only what giving up needs
    assert (here.row.state, here.row.reason) == (DeliveryState.FAILED, Reason.POISONED)


async def test_a_poisoned_message_does_not_undo_a_send() -> None:
    here = world(row=PENDING.taken(NOW).sent("activity-1"))
    await give_up(ID, deliveries=here.rows)  # type: ignore[arg-type]  # only what giving up needs
    assert here.row.state is DeliveryState.SENT


@pytest.mark.parametrize("text", ["", "shares", "a|b|c", "moon|t|2026-W47|o"])
def test_a_queue_message_that_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        DeliveryId.parse(text)


def test_an_id_reads_back_from_its_queue_message() -> None:
    assert DeliveryId.parse(str(ID)) == ID
