"""Finds the messages that stay owed after a crash; at night, puts right what is kept, told or named no longer."""

import logging

import azure.functions as func

from functions.refresh import what_is_left
from functions.wiring import Wiring
from passeur.ambassadors.forget_old_messages import forget_old_messages
from passeur.backend import Backend
from passeur.delivery.sweep_deliveries import sweep_deliveries
from passeur.delivery.sweep_runs import sweep_runs
from passeur.directory.rename_managers import rename_managers
from passeur.periods import Week
from passeur.sharing.keep_share import forget_old_kept_shares
from passeur.sharing.renew_digests import renew_digests

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
        backend = await wiring.backend()
        await _sweep(backend, RECENT_WEEKS, past_due=timer.past_due)
        if left := await sweep_runs(backend, now=backend.clock()):
            log.warning("%d runs were left alone and are looked at again", left)

    @blueprint.function_name("sweep_old_deliveries")
    @blueprint.timer_trigger(schedule=EVERY_NIGHT, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def sweep_old(timer: func.TimerRequest) -> None:
        backend = await wiring.backend()
        await _sweep(backend, WEEKS_OF_A_YEAR, past_due=timer.past_due)
        await forget_old_kept_shares(backend.organisation.tenant_id, kept=backend.kept, now=backend.clock())
        await forget_old_messages(backend, now=backend.clock())
        if renamed := await rename_managers(backend):
            log.info("%d managers who were known by e-mail have been met", renamed)
        draw = what_is_left(backend, wiring.signer())
        if renewed := await renew_digests(backend, await wiring.desk(), draw, now=backend.clock()):
            log.info("%d digests told something that was withdrawn, and do no more", renewed)

    return blueprint


async def _sweep(backend: Backend, weeks: int, *, past_due: bool) -> None:
    now, organisation = backend.clock(), backend.organisation
    since = Week.of(now, organisation.recap.zone).plus(1 - weeks)
    swept = await sweep_deliveries(
        organisation.tenant_id, since, deliveries=backend.deliveries, queue=backend.queue, now=now
    )
    if swept:
        log.warning("%d deliveries were owed and are asked for again, past due %s", swept, past_due)
