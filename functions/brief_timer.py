"""Asks every hour whether a month's brief is to be made and reviewed."""

import logging

import azure.functions as func

from functions.recap_timer import EVERY_HOUR
from functions.wiring import Wiring

log = logging.getLogger(__name__)


def brief_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("prepare_brief")
    @blueprint.timer_trigger(schedule=EVERY_HOUR, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def prepare(timer: func.TimerRequest) -> None:
        from passeur.briefs.request_review import request_review

        backend = await wiring.backend()
        run = await request_review(backend, now=backend.clock())
        if run is not None:
            log.info("run %s is %s, past due %s", run.id, run.state, timer.past_due)

    return blueprint
