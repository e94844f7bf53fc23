"""Asks for check-ins when they are due, again when they were put off, and passes on the help that they ask for."""

import logging

import azure.functions as func

from functions.recap_timer import EVERY_HOUR
from functions.sweep_timer import EVERY_FIVE_MINUTES
from functions.wiring import Wiring

log = logging.getLogger(__name__)


def check_in_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("ask_check_ins")
    @blueprint.timer_trigger(schedule=EVERY_HOUR, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def ask(timer: func.TimerRequest) -> None:
        from passeur.ambassadors.ask_check_ins import start_due_check_ins, wake_check_ins

        backend = await wiring.backend()
        for run in await start_due_check_ins(backend, now=backend.clock()):
            log.info("run %s is %s, past due %s", run.id, run.state, timer.past_due)
        if woken := await wake_check_ins(backend, now=backend.clock()):
            log.info("%d check-ins that were put off are asked for again", woken)

    @blueprint.function_name("pass_on_help")
    @blueprint.timer_trigger(schedule=EVERY_FIVE_MINUTES, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def pass_on(timer: func.TimerRequest) -> None:
        from passeur.ambassadors.pass_on_help import pass_on_help

        backend = await wiring.backend()
        if passed := await pass_on_help(backend, now=backend.clock()):
            log.info("%d requests for help are passed on, past due %s", passed, timer.past_due)

    return blueprint
