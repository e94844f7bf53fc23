"""Backs up every table, every night."""

import azure.functions as func

from functions.wiring import Wiring

# Before the night's other work changes what there is to keep.
EVERY_NIGHT = "0 10 2 * * *"


def backup_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("back_up")
    @blueprint.timer_trigger(schedule=EVERY_NIGHT, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def back_up(timer: func.TimerRequest) -> None:  # noqa: ARG001  # the trigger's name binds it
        from functions.backups import back_up_everything

        await back_up_everything(wiring)

    @blueprint.function_name("keep_erasure_marks")
    @blueprint.timer_trigger(schedule="0 4-59/5 * * * *", arg_name="timer", run_on_startup=False, use_monitor=True)
    async def keep(timer: func.TimerRequest) -> None:  # noqa: ARG001  # the trigger's name binds it
        from functions.backups import keep_what_a_restore_must_not_take_back

        await keep_what_a_restore_must_not_take_back(wiring)

    return blueprint
