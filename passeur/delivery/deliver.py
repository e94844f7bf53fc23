import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.desk import Desk
from passeur.delivery.guards import Move, Verdict, judge
from passeur.delivery.outbox import LEASE, Delivery, DeliveryId, DeliveryState, Reason
from passeur.delivery.pacer import Later, Slot
from passeur.delivery.ports import Overtaken
from passeur.delivery.reach_person import reach_person
from passeur.delivery.runs import RunId
from passeur.delivery.send_in_turn import send_in_turn
from passeur.errors import StorageUnavailable
from passeur.people import Person

log = logging.getLogger(__name__)

# Longer than a lease: what was being sent when storage went away is found without its worker.
PAUSE_OF_STORAGE = LEASE + timedelta(seconds=5)


_SOMEWHERE = Address("", "", ConversationKind.PERSONAL)


async def deliver(delivery_id: DeliveryId, desk: Desk) -> Delivery | None:
    """Bring one message of the outbox to its end, or a step nearer; calling it again is always safe.

    Never "sent" before the connector said so. A send whose answer was lost, or whose worker died, is made again and
    counted as doubtful, or ends as unknown: its kind says which. Four storage round trips for a message of a run (row,
    person, claim, outcome), beside what all of them share. None when its row was not looked at.
    """
    if (until := desk.pacer.away_until()) is not None:
        await desk.queue.put(delivery_id, delay=until - desk.clock())
        return None
    try:
        return await _deliver(delivery_id, desk)
    except StorageUnavailable:
        # Left to the queue's own patience, an outage of minutes would end every message that it meets as poisoned.
        log.warning("delivery %s waits for storage", delivery_id)
        await desk.queue.put(delivery_id, delay=PAUSE_OF_STORAGE)
        return None


async def _deliver(delivery_id: DeliveryId, desk: Desk) -> Delivery | None:
    delivery = await desk.deliveries.get(delivery_id)
    if delivery is None:
        log.warning("delivery %s is not in the outbox", delivery_id)
        return None
    if delivery.state.is_final:
        return delivery
    tenant_id, run_id = delivery_id.tenant_id, RunId.of(delivery_id)
    run = await desk.runs.get(tenant_id, run_id) if run_id else None
    person = await desk.people.get(tenant_id, delivery.person_id) if delivery.person_id else None
    verdict = judge(delivery, run, person, desk.clock(), desk.hours)
    try:
        if verdict.reason is Reason.NO_ADDRESS and person and desk.chats and desk.chats.can_open(person):
            # A chat is opened for what would leave at this moment: the guards that come after have their say first.
            verdict = judge(delivery, run, replace(person, address=_SOMEWHERE), desk.clock(), desk.hours)
            if verdict.move is Move.SEND:
                person = await reach_person(delivery, person, desk)
                if person is None:
                    return delivery
                verdict = judge(delivery, run, person, desk.clock(), desk.hours)
        if verdict.move is Move.SEND:
            return await _send(_addressed(delivery.doubted(), person), desk)
        return await _settle(delivery, verdict, desk)
    except Overtaken:
        return delivery


def _addressed(delivery: Delivery, person: Person | None) -> Delivery:
    """A run plans whom it owes a message; where they are and what they read is asked as it leaves."""
    return replace(delivery, address=person.address, locale=person.locale) if person else delivery


async def _settle(delivery: Delivery, verdict: Verdict, desk: Desk) -> Delivery:
    match verdict:
        case Verdict(Move.CALL_UNKNOWN):
            return await desk.deliveries.move(delivery.unknown())
        case Verdict(Move.CANCEL):
            return await desk.deliveries.move(delivery.cancelled())
        case Verdict(Move.SKIP, reason=Reason() as reason):
            return await desk.deliveries.move(delivery.doubted().skipped(reason))
        case Verdict(Move.WAIT, until=until) if until is not None:
            waiting = await desk.deliveries.move(delivery.doubted().put_back(until))
            await desk.queue.put(delivery.id, delay=until - desk.clock())
            return waiting
    return delivery


async def _send(delivery: Delivery, desk: Desk) -> Delivery:
    card = await desk.compose(delivery)
    if card is None:
        return await desk.deliveries.move(delivery.skipped(Reason.NOTHING_TO_TELL))
    turn = await desk.pacer.book()
    if isinstance(turn, Later):
        # Its row says what it did: it waits its turn.
        await desk.queue.put(delivery.id, delay=turn.at - desk.clock())
        return delivery
    return await _claim_and_send(delivery, card, turn, desk)


async def _claim_and_send(delivery: Delivery, card: Mapping[str, Any], slot: Slot, desk: Desk) -> Delivery:
    # A worker that dies while it waits leaves nothing in doubt.
    await desk.pacer.come_near(slot)
    taken = await desk.deliveries.move(delivery.taken(desk.clock()))
    if taken.state is DeliveryState.SENDING:
        return await send_in_turn(taken, card, slot, desk)
    log.error("delivery %s is given up: %s", delivery.id, taken.reason)
    return taken
