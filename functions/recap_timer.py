"""Asks every hour whether the five best of a week are to be told."""

import logging

import azure.functions as func

from functions.wiring import Wiring
from passeur.logs.safe import Safe

log = logging.getLogger(__name__)

EVERY_HOUR = "0 0 * * * *"


def recap_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("publish_recap")
    @blueprint.timer_trigger(schedule=EVERY_HOUR, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def publish(timer: func.TimerRequest) -> None:
        from passeur.errors import NowhereToTell
        from passeur.sharing.publish_recap import publish_recap

        backend = await wiring.backend()
        now = backend.clock()
        week = backend.organisation.recap.week_due(now)
        try:
            stored = await publish_recap(week, backend, now=now)
        except NowhereToTell:
            log.warning("recap of %s waits: Passeur is in no team's channel yet", Safe(week.key))
            return
        log.info("recap of %s: %d picks, past due %s", Safe(week.key), len(stored.recap.picks), timer.past_due)

    return blueprint
