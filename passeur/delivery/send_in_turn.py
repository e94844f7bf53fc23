"""The one send of a claimed message: its turn, the call, the record of what came of it, and what follows from that."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from passeur.delivery.addresses import ConversationKind
from passeur.delivery.desk import Desk
from passeur.delivery.forget_address import forget_address
from passeur.delivery.guards import Move, stopped_by
from passeur.delivery.outbox import LEASE, Delivery, DeliveryState, Reason
from passeur.delivery.pacer import Later, Slot
from passeur.delivery.pacing import NEAR
from passeur.delivery.ports import Overtaken, SendFailed, SendThrottled, SendUnavailable, SendUnknown
from passeur.delivery.runs import RunId

log = logging.getLogger(__name__)

PAUSE_AFTER_DOUBT = timedelta(seconds=30)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
_MOST_BOOKINGS = 3
_MOMENT = timedelta(seconds=1)


async def send_in_turn(taken: Delivery, card: Mapping[str, Any], slot: Slot, desk: Desk) -> Delivery:
    """Send a message that this worker claimed, and record the outcome. Raises Overtaken when the lease was lost."""
    outcome = await _waited(taken, slot, desk)
    trouble: Exception | None = None
    if outcome is None:
        outcome, trouble = await _call(taken, card, desk)
    moved = await _record(outcome, desk)
    if moved.state is DeliveryState.RETRY_AT and moved.until is not None:
        await desk.queue.put(moved.id, delay=moved.until - desk.clock())
    # Of a run, its card tells how many; a log that says who closed their chat would tell more than it should.
    if moved.state is DeliveryState.FAILED and RunId.of(moved.id) is None:
        log.error("delivery %s failed: %s", moved.id, moved.reason)
    await _learn(moved, trouble, desk)
    return moved


async def _waited(taken: Delivery, slot: Slot, desk: Desk) -> Delivery | None:
    """Wait for this message's turn; what becomes of it when the turn does not come, else None."""
    later = await _turn(slot, desk) or await _turn_in_conversation(taken, desk)
    if later is not None:
        return taken.put_back(later)
    now = desk.clock()
    if taken.until is None or taken.until - now < LEASE / 2:
        return taken.put_back(now)
    run_id = RunId.of(taken.id)
    stop = stopped_by(await desk.runs.get(taken.id.tenant_id, run_id)) if run_id else None
    if stop is None:
        return None
    return taken.cancelled() if stop.move is Move.CANCEL else taken.untouched()


async def _turn(slot: Slot, desk: Desk) -> datetime | None:
    """None once the moment of the slot, or of one after it, has come; else when to try again."""
    for _ in range(_MOST_BOOKINGS):
        if await desk.pacer.wait_for(slot):
            return None
        booked = await desk.pacer.book()
        if isinstance(booked, Later):
            return booked.at
        slot = booked
    return desk.clock() + _MOMENT


async def _turn_in_conversation(taken: Delivery, desk: Desk) -> datetime | None:
    """The same for a conversation of several people, in which each app has windows of its own."""
    if taken.address is None or taken.address.kind is ConversationKind.PERSONAL:
        return None
    now = desk.clock()
    moment = await desk.paces.reserve_in(taken.id.tenant_id, taken.address.conversation_id, now)
    if moment - now > NEAR:
        return moment
    if moment > now:
        await desk.sleep((moment - now).total_seconds())
    return None


async def _call(taken: Delivery, card: Mapping[str, Any], desk: Desk) -> tuple[Delivery, Exception | None]:
    """Make the send, and say what came of it and what trouble it met."""
    if taken.address is None:
        return taken.skipped(Reason.NO_ADDRESS), None
    try:
        return taken.sent(await desk.sender.send(taken.address, card)), None
    except (SendThrottled, SendUnknown, SendFailed) as trouble:
        outcome = outcome_of(taken, trouble, desk.clock())
        if isinstance(trouble, SendThrottled) and not isinstance(trouble, SendUnavailable) and outcome.until:
            desk.pacer.stay_away(outcome.until)
        return outcome, trouble


def outcome_of(taken: Delivery, trouble: Exception, now: datetime) -> Delivery:
    """What becomes of a message whose send met this trouble."""
    match trouble:
        case SendUnavailable():
            return taken.put_back(now + max(timedelta(seconds=trouble.retry_after), _pause_after(taken.attempts)))
        case SendThrottled():
            return taken.put_back(now + timedelta(seconds=trouble.retry_after))
        case SendFailed(reason=Reason.NOT_REGISTERED) if RunId.of(taken.id):
            return taken.untouched()
        case SendFailed():
            return taken.failed(trouble.reason)
    return taken.put_back(now + PAUSE_AFTER_DOUBT, doubtful=True) if taken.kind.is_resent else taken.unknown()


def _pause_after(attempts: int) -> timedelta:
    """Longer each time: a conversation that is out of reach for hours is asked a few times an hour."""
    doublings = min(attempts - 1, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


async def _record(outcome: Delivery, desk: Desk) -> Delivery:
    """Write the outcome; that a message was sent is told even when somebody took its worker for dead meanwhile."""
    try:
        return await desk.deliveries.move(outcome)
    except Overtaken:
        stored = await desk.deliveries.get(outcome.id) if outcome.state is DeliveryState.SENT else None
        if stored is None or stored.state is not DeliveryState.UNKNOWN:
            raise
        return await desk.deliveries.move(replace(stored, address=outcome.address).sent(outcome.activity_id))


async def _learn(moved: Delivery, trouble: Exception | None, desk: Desk) -> None:
    """What one answer of Teams means for the messages to come."""
    tenant_id, run_id = moved.id.tenant_id, RunId.of(moved.id)
    match trouble:
        case SendUnavailable():
            return
        case SendThrottled():
            if moved.until is not None:
                await desk.pacer.tell_all(moved.until)
        case SendFailed(reason=Reason.NOT_REGISTERED) if run_id:
            await desk.runs.stop(tenant_id, run_id)
        case SendFailed(reason=Reason.BLOCKED | Reason.CONVERSATION_GONE) if moved.person_id:
            await forget_address(moved, people=desk.people)
