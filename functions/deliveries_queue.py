"""Sends what the outbox owes, one queue message at a time; the messages carry ids only."""

import logging

import azure.functions as func

from functions.refresh import settle
from functions.wiring import Wiring
from passeur.delivery.deliver import deliver
from passeur.delivery.give_up import give_up
from passeur.delivery.outbox import DeliveryId, DeliveryState
from passeur.delivery.ports import DELIVERIES_QUEUE

log = logging.getLogger(__name__)


def deliveries_queue(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("deliver")
    @blueprint.queue_trigger(arg_name="message", queue_name=DELIVERIES_QUEUE, connection="AzureWebJobsStorage")
    async def deliver_one(message: func.QueueMessage) -> None:
        delivery_id = _read(message)
        if delivery_id is None:
            return
        backend, sender, compose = await wiring.backend(), await wiring.sender(), await wiring.compose()
        delivery = await deliver(
            delivery_id,
            deliveries=backend.deliveries,
            compose=compose,
            sender=sender,
            queue=backend.queue,
            clock=backend.clock,
        )
        if delivery is not None and delivery.state is DeliveryState.SENT:
            await settle(delivery, backend, wiring.signer(), sender)

    @blueprint.function_name("give_up_deliveries")
    @blueprint.queue_trigger(
        arg_name="message", queue_name=f"{DELIVERIES_QUEUE}-poison", connection="AzureWebJobsStorage"
    )
    async def give_up_one(message: func.QueueMessage) -> None:
        delivery_id = _read(message)
        if delivery_id is not None:
            backend = await wiring.backend()
            await give_up(delivery_id, deliveries=backend.deliveries)

    return blueprint


def _read(message: func.QueueMessage) -> DeliveryId | None:
    """The delivery that a message names. What cannot be read now never will be: it is dropped, loudly."""
    try:
        return DeliveryId.parse(message.get_body().decode())
    except ValueError:
        log.exception("queue message %s names no delivery and is dropped", message.id)
        return None
