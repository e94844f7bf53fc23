"""Makes the steps of a run: its plan, the looks at it, and the walks through its rows. Each may come twice, or late."""

import azure.functions as func

from functions.wiring import Wiring
from passeur.delivery.queues import RUN_STEPS_QUEUE

STORAGE = "AzureWebJobsStorage"


def run_steps_queue(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("make_run_step")
    @blueprint.queue_trigger(arg_name="message", queue_name=RUN_STEPS_QUEUE, connection=STORAGE)
    async def make_step(message: func.QueueMessage) -> None:
        from functions.run_steps import make_named

        await make_named(message, wiring)

    @blueprint.function_name("give_up_run_steps")
    @blueprint.queue_trigger(arg_name="message", queue_name=f"{RUN_STEPS_QUEUE}-poison", connection=STORAGE)
    async def give_up_step(message: func.QueueMessage) -> None:
        from functions.run_steps import give_up_named

        give_up_named(message)

    return blueprint
