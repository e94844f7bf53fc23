"""Sends, or gives up, the one delivery that a queue message names."""

import logging
from dataclasses import replace
from datetime import datetime

import azure.functions as func

from functions.refresh import settle
from functions.watched_deliveries import WatchedDeliveries
from functions.wiring import Wiring
from passeur.delivery.deliver import deliver
from passeur.delivery.desk import Desk
from passeur.delivery.give_up import give_up
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryState, Home
from passeur.delivery.queues import DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE
from passeur.telemetry.names import Attribute, Metric, Span
from passeur.telemetry.watch import watching

log = logging.getLogger(__name__)


async def deliver_named(message: func.QueueMessage, wiring: Wiring) -> None:
    delivery_id = _read(message)
    if delivery_id is None:
        return
    desk = await wiring.desk()
    with watching().piece(Span.DELIVERY, {Attribute.LINK: watching().link(str(delivery_id))}):
        delivery = await deliver(delivery_id, _watched(desk))
    if delivery is not None and delivery.state.is_final:
        _count(delivery, desk.clock())
    if delivery is not None and delivery.state is DeliveryState.SENT:
        await settle(delivery, await wiring.backend(), wiring.signer(), desk.sender)


def _watched(desk: Desk) -> Desk:
    return replace(desk, deliveries=WatchedDeliveries(desk.deliveries, desk.clock)) if watching().is_on else desk


async def give_up_named(message: func.QueueMessage, wiring: Wiring) -> None:
    delivery_id = _read(message)
    if delivery_id is not None:
        queue = RUN_DELIVERIES_QUEUE if delivery_id.home is Home.RUNS else DELIVERIES_QUEUE
        watching().add(Metric.QUEUE_POISONED, {Attribute.QUEUE: queue})
        backend = await wiring.backend()
        await give_up(delivery_id, deliveries=backend.deliveries)


def _count(delivery: Delivery, now: datetime) -> None:
    """What became of it; a message that was looked at once more after its end is counted once more."""
    said: dict[Attribute, str | int] = {Attribute.KIND: delivery.kind.value}
    reason = {} if delivery.reason is None else {Attribute.REASON: delivery.reason.value}
    watching().add(Metric.DELIVERY_ENDED, {**said, Attribute.STATE: delivery.state.value, **reason})
    if delivery.state is DeliveryState.SENT:
        watching().record(Metric.DELIVERY_AGE, (now - delivery.created_at).total_seconds(), said)


def _read(message: func.QueueMessage) -> DeliveryId | None:
    """The delivery that a message names. What cannot be read now never will be: it is dropped, loudly."""
    try:
        return DeliveryId.parse(message.get_body().decode())
    except ValueError:
        log.exception("a queue message names no delivery and is dropped")
        return None
