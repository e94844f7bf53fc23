"""Erases every night what is kept long enough, and keeps the proof."""

import logging

import azure.functions as func

from functions.watched import counted
from functions.wiring import Wiring
from passeur.telemetry.names import Attribute, Metric
from passeur.telemetry.watch import watching

log = logging.getLogger(__name__)

# After the sweeps and the badges of the night.
EVERY_NIGHT = "0 40 4 * * *"


def retention_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("keep_no_longer")
    @blueprint.timer_trigger(schedule=EVERY_NIGHT, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def erase(timer: func.TimerRequest) -> None:
        from passeur.privacy.keep_no_longer import keep_no_longer

        backend = await wiring.backend()
        with counted(Metric.RETENTION_RESULT):
            proof = await keep_no_longer(backend, now=backend.clock())
        for rule, rows in proof.rows.items():
            watching().add(Metric.RETENTION_REMOVED, {Attribute.RULE: rule}, rows)
        told = proof.total, len(proof.unfinished), timer.past_due
        log.info("%d rows were kept long enough, %d rules go on tomorrow, past due %s", *told)

    return blueprint
