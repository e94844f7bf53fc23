"""Sends what the outbox owes, one queue message at a time; the messages carry ids only.

What a run owes to many waits in a queue of its own: the card of a share never stands behind a hundred thousand digests.
"""

import logging

import azure.functions as func

from functions.refresh import settle
from functions.wiring import Wiring
from passeur.delivery.deliver import deliver
from passeur.delivery.give_up import give_up
from passeur.delivery.outbox import DeliveryId, DeliveryState
from passeur.delivery.ports import DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE

log = logging.getLogger(__name__)

STORAGE = "AzureWebJobsStorage"


def deliveries_queue(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("deliver")
    @blueprint.queue_trigger(arg_name="message", queue_name=DELIVERIES_QUEUE, connection=STORAGE)
    async def deliver_one(message: func.QueueMessage) -> None:
        await _deliver(message, wiring)

    @blueprint.function_name("deliver_of_run")
    @blueprint.queue_trigger(arg_name="message", queue_name=RUN_DELIVERIES_QUEUE, connection=STORAGE)
    async def deliver_one_of_run(message: func.QueueMessage) -> None:
        await _deliver(message, wiring)

    @blueprint.function_name("give_up_deliveries")
    @blueprint.queue_trigger(arg_name="message", queue_name=f"{DELIVERIES_QUEUE}-poison", connection=STORAGE)
    async def give_up_one(message: func.QueueMessage) -> None:
        await _give_up(message, wiring)

    @blueprint.function_name("give_up_deliveries_of_run")
    @blueprint.queue_trigger(arg_name="message", queue_name=f"{RUN_DELIVERIES_QUEUE}-poison", connection=STORAGE)
    async def give_up_one_of_run(message: func.QueueMessage) -> None:
        await _give_up(message, wiring)

    return blueprint


async def _deliver(message: func.QueueMessage, wiring: Wiring) -> None:
    delivery_id = _read(message)
    if delivery_id is None:
        return
    desk = await wiring.desk()
    delivery = await deliver(delivery_id, desk)
    if delivery is not None and delivery.state is DeliveryState.SENT:
        await settle(delivery, await wiring.backend(), wiring.signer(), desk.sender)


async def _give_up(message: func.QueueMessage, wiring: Wiring) -> None:
    delivery_id = _read(message)
    if delivery_id is not None:
        backend = await wiring.backend()
        await give_up(delivery_id, deliveries=backend.deliveries)


def _read(message: func.QueueMessage) -> DeliveryId | None:
    """The delivery that a message names. What cannot be read now never will be: it is dropped, loudly."""
    try:
        return DeliveryId.parse(message.get_body().decode())
    except ValueError:
        log.exception("queue message %s names no delivery and is dropped", message.id)
        return None
