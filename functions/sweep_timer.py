"""Finds the messages that stay owed after a crash; at night, puts right what is kept, told or named no longer."""

import azure.functions as func

from functions.wiring import Wiring

EVERY_FIVE_MINUTES = "0 */5 * * * *"
EVERY_NIGHT = "0 30 3 * * *"


def sweep_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("sweep_deliveries")
    @blueprint.timer_trigger(schedule=EVERY_FIVE_MINUTES, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def sweep(timer: func.TimerRequest) -> None:
        from functions.sweeps import sweep_recent

        await sweep_recent(wiring, past_due=timer.past_due)

    @blueprint.function_name("sweep_old_deliveries")
    @blueprint.timer_trigger(schedule=EVERY_NIGHT, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def sweep_old(timer: func.TimerRequest) -> None:
        from functions.sweeps import sweep_a_year

        await sweep_a_year(wiring, past_due=timer.past_due)

    return blueprint
