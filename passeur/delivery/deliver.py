import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryState, Reason
from passeur.delivery.ports import (
    CardSender,
    DeliveryQueue,
    DeliveryRepository,
    Overtaken,
    SendFailed,
    SendThrottled,
    SendUnknown,
)
from passeur.ports import Clock

log = logging.getLogger(__name__)

# What a message says is made when it goes out, in its reader's language; None when there is nothing left to say.
Compose = Callable[[Delivery], Awaitable[Mapping[str, Any] | None]]

PAUSE_AFTER_DOUBT = timedelta(seconds=30)


async def deliver(
    delivery_id: DeliveryId,
    *,
    deliveries: DeliveryRepository,
    compose: Compose,
    sender: CardSender,
    queue: DeliveryQueue,
    clock: Clock,
) -> Delivery | None:
    """Bring one message of the outbox to its end, or a step nearer; calling it again is always safe.

    Never "sent" before the connector said so. A send whose answer was lost, or whose worker died, is made again and
    counted as doubtful: a share or a recap that nobody sees is worse than one seen twice. Four storage round trips.
    """
    delivery = await deliveries.get(delivery_id)
    if delivery is None:
        log.warning("delivery %s is not in the outbox", delivery_id)
        return None
    if not delivery.can_be_taken(clock()):
        return delivery
    card = await compose(delivery)
    try:
        if card is None:
            return await deliveries.move(delivery.skipped(Reason.NOTHING_TO_TELL))
        taken = await deliveries.move(delivery.taken(clock()))
    except Overtaken:
        return delivery
    moved = taken
    if taken.state is DeliveryState.SENDING:
        moved = await deliveries.move(await _send(taken, card, sender, clock))
    if moved.state is DeliveryState.PENDING and moved.until is not None:
        await queue.put(delivery_id, delay=moved.until - clock())
    if moved.state is DeliveryState.FAILED:
        log.error("delivery %s failed: %s", delivery_id, moved.reason)
    return moved


async def _send(delivery: Delivery, card: Mapping[str, Any], sender: CardSender, clock: Clock) -> Delivery:
    try:
        return delivery.sent(await sender.send(delivery.address, card))
    except SendThrottled as throttled:
        return delivery.put_back(clock() + timedelta(seconds=throttled.retry_after))
    except SendUnknown:
        return delivery.put_back(clock() + PAUSE_AFTER_DOUBT, doubtful=True)
    except SendFailed as failed:
        return delivery.failed(failed.reason)
