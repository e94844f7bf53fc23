"""Counts every hour the months that can be told and were not counted yet, or not under today's rules."""

import logging

import azure.functions as func

from functions.recap_timer import EVERY_HOUR
from functions.wiring import Wiring
from passeur.logs.safe import Safe

log = logging.getLogger(__name__)

# A history of years is counted in a night, and a tick stays short.
_MOST = 6


def kpis_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("count_kpis")
    @blueprint.timer_trigger(schedule=EVERY_HOUR, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def count(timer: func.TimerRequest) -> None:
        from passeur.ambassadors.recompute_kpis import recompute_kpis

        backend = await wiring.backend()
        boards = await recompute_kpis(backend, now=backend.clock(), most=_MOST)
        if boards:
            log.info("counted %s, past due %s", Safe(", ".join(board.month.key for board in boards)), timer.past_due)

    return blueprint
