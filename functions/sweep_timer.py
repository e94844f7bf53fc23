"""Finds the messages that stay owed after a crash."""

import logging

import azure.functions as func

from functions.wiring import Wiring
from passeur.delivery.sweep_deliveries import sweep_deliveries
from passeur.periods import Week

log = logging.getLogger(__name__)

EVERY_FIVE_MINUTES = "0 */5 * * * *"
WEEKS_SWEPT = 2


def sweep_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("sweep_deliveries")
    @blueprint.timer_trigger(schedule=EVERY_FIVE_MINUTES, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def sweep(timer: func.TimerRequest) -> None:
        backend = await wiring.backend()
        now, organisation = backend.clock(), backend.organisation
        since = Week.of(now, organisation.recap.zone).plus(1 - WEEKS_SWEPT)
        swept = await sweep_deliveries(
            organisation.tenant_id, since, deliveries=backend.deliveries, queue=backend.queue, now=now
        )
        if swept:
            log.warning("%d deliveries were owed and are asked for again, past due %s", swept, timer.past_due)

    return blueprint
