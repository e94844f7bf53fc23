"""Brings everybody's badges to what the facts say, once a night."""

import logging

import azure.functions as func

from functions.wiring import Wiring

log = logging.getLogger(__name__)

# After the directory was read, before anybody's morning.
EVERY_NIGHT = "0 10 4 * * *"


def badges_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("award_badges")
    @blueprint.timer_trigger(schedule=EVERY_NIGHT, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def award(timer: func.TimerRequest) -> None:
        from passeur.ambassadors.award_badges import award_badges

        backend = await wiring.backend()
        awarded = await award_badges(backend, now=backend.clock())
        log.info("badges: %d given, %d taken back, past due %s", awarded.given, awarded.taken_back, timer.past_due)

    return blueprint
