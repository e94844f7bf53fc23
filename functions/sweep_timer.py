"""Finds the messages that stay owed after a crash."""

import logging

import azure.functions as func

from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.delivery.sweep_deliveries import sweep_deliveries
from passeur.periods import Week

log = logging.getLogger(__name__)

EVERY_FIVE_MINUTES = "0 */5 * * * *"
EVERY_NIGHT = "0 30 3 * * *"
RECENT_WEEKS = 2
# A message is kept beside what it tells: a report of today about a share of last winter is in last winter's week.
WEEKS_OF_A_YEAR = 53


def sweep_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("sweep_deliveries")
    @blueprint.timer_trigger(schedule=EVERY_FIVE_MINUTES, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def sweep(timer: func.TimerRequest) -> None:
        await _sweep(await wiring.backend(), RECENT_WEEKS, past_due=timer.past_due)

    @blueprint.function_name("sweep_old_deliveries")
    @blueprint.timer_trigger(schedule=EVERY_NIGHT, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def sweep_old(timer: func.TimerRequest) -> None:
        await _sweep(await wiring.backend(), WEEKS_OF_A_YEAR, past_due=timer.past_due)

    return blueprint


async def _sweep(backend: Backend, weeks: int, *, past_due: bool) -> None:
    now, organisation = backend.clock(), backend.organisation
    since = Week.of(now, organisation.recap.zone).plus(1 - weeks)
    swept = await sweep_deliveries(
        organisation.tenant_id, since, deliveries=backend.deliveries, queue=backend.queue, now=now
    )
    if swept:
        log.warning("%d deliveries were owed and are asked for again, past due %s", swept, past_due)
