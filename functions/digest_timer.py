"""Asks every hour whether a digest for managers is due."""

import logging

import azure.functions as func

from functions.recap_timer import EVERY_HOUR
from functions.wiring import Wiring

log = logging.getLogger(__name__)


def digest_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("start_digests")
    @blueprint.timer_trigger(schedule=EVERY_HOUR, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def start(timer: func.TimerRequest) -> None:
        from passeur.delivery.start_due_digest import start_due_digest

        backend = await wiring.backend()
        run = await start_due_digest(backend, now=backend.clock())
        if run is not None:
            log.info("run %s is %s, past due %s", run.id, run.state, timer.past_due)

    return blueprint
