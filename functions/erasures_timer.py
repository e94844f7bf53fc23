"""Erases, every five minutes, whoever asked for it."""

import azure.functions as func

from functions.wiring import Wiring

# Between two sweeps of what is owed.
EVERY_FIVE_MINUTES = "30 2-59/5 * * * *"


def erasures_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("erase_people")
    @blueprint.timer_trigger(schedule=EVERY_FIVE_MINUTES, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def erase(timer: func.TimerRequest) -> None:  # noqa: ARG001  # the trigger's name binds it
        from functions.erasures import erase_who_asked

        await erase_who_asked(wiring)

    return blueprint
