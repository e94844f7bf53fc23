"""Asks every morning whether a cohort nears its end, and whether the charter changed since it was signed."""

import logging

import azure.functions as func

from functions.wiring import Wiring

log = logging.getLogger(__name__)

# Before working hours, in UTC: what is started waits for them.
EVERY_MORNING = "0 10 5 * * *"


def terms_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("follow_terms")
    @blueprint.timer_trigger(schedule=EVERY_MORNING, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def follow(timer: func.TimerRequest) -> None:
        from passeur.ambassadors.follow_terms import follow_terms

        backend = await wiring.backend()
        for run in await follow_terms(backend, now=backend.clock()):
            log.info("run %s is %s, past due %s", run.id, run.state, timer.past_due)

    return blueprint
