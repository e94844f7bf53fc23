"""Sends what the outbox owes, one queue message at a time; the messages carry ids only.

What a run owes to many waits in a queue of its own: the card of a share never stands behind a hundred thousand digests.
"""

import azure.functions as func

from functions.wiring import Wiring
from passeur.delivery.queues import DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE

STORAGE = "AzureWebJobsStorage"


def deliveries_queue(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("deliver")
    @blueprint.queue_trigger(arg_name="message", queue_name=DELIVERIES_QUEUE, connection=STORAGE)
    async def deliver_one(message: func.QueueMessage) -> None:
        from functions.send_owed import deliver_named

        await deliver_named(message, wiring)

    @blueprint.function_name("deliver_of_run")
    @blueprint.queue_trigger(arg_name="message", queue_name=RUN_DELIVERIES_QUEUE, connection=STORAGE)
    async def deliver_one_of_run(message: func.QueueMessage) -> None:
        from functions.send_owed import deliver_named

        await deliver_named(message, wiring)

    @blueprint.function_name("give_up_deliveries")
    @blueprint.queue_trigger(arg_name="message", queue_name=f"{DELIVERIES_QUEUE}-poison", connection=STORAGE)
    async def give_up_one(message: func.QueueMessage) -> None:
        from functions.send_owed import give_up_named

        await give_up_named(message, wiring)

    @blueprint.function_name("give_up_deliveries_of_run")
    @blueprint.queue_trigger(arg_name="message", queue_name=f"{RUN_DELIVERIES_QUEUE}-poison", connection=STORAGE)
    async def give_up_one_of_run(message: func.QueueMessage) -> None:
        from functions.send_owed import give_up_named

        await give_up_named(message, wiring)

    return blueprint
