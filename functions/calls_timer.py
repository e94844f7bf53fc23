"""Closes the calls for ambassadors whose last day is over, and reminds of those that end soon."""

import logging

import azure.functions as func

from functions.recap_timer import EVERY_HOUR
from functions.wiring import Wiring
from passeur.logs.safe import Safe

log = logging.getLogger(__name__)


def calls_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("tend_calls")
    @blueprint.timer_trigger(schedule=EVERY_HOUR, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def tend(timer: func.TimerRequest) -> None:
        from passeur.ambassadors.tend_calls import tend_calls

        backend = await wiring.backend()
        for cohort in await tend_calls(backend, now=backend.clock()):
            log.info("the call of cohort %s is over, past due %s", Safe(cohort.id), timer.past_due)

    return blueprint
