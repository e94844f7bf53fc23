"""What the sweepers do: every five minutes for what is recent, every night for a whole year."""

import logging

from functions.refresh import what_is_left
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.delivery.sweep_deliveries import sweep_deliveries
from passeur.delivery.sweep_runs import sweep_runs
from passeur.directory.rename_managers import rename_managers
from passeur.periods import Week
from passeur.sharing.renew_digests import renew_digests
from passeur.telemetry.names import Attribute, Metric
from passeur.telemetry.watch import watching

log = logging.getLogger(__name__)

RECENT_WEEKS = 2
# A message is kept beside what it tells: a report of today about a share of last winter is in last winter's week.
WEEKS_OF_A_YEAR = 53


async def sweep_recent(wiring: Wiring, *, past_due: bool) -> None:
    backend = await wiring.backend()
    await _sweep(backend, RECENT_WEEKS, past_due=past_due)
    if left := await sweep_runs(backend, now=backend.clock()):
        log.warning("%d runs were left alone and are looked at again", left)
    await _measure_queues(wiring)


async def sweep_a_year(wiring: Wiring, *, past_due: bool) -> None:
    backend = await wiring.backend()
    await _sweep(backend, WEEKS_OF_A_YEAR, past_due=past_due)
    if renamed := await rename_managers(backend):
        log.info("%d managers who were known by e-mail have been met", renamed)
    draw = what_is_left(backend, wiring.signer())
    if renewed := await renew_digests(backend, await wiring.desk(), draw, now=backend.clock()):
        log.info("%d digests told something that was withdrawn, and do no more", renewed)


async def _measure_queues(wiring: Wiring) -> None:
    """Told from here, as queues that nobody empties say nothing themselves."""
    if watching().is_on:
        for name, length in (await wiring.queue_lengths()).items():
            watching().record(Metric.QUEUE_LENGTH, length, {Attribute.QUEUE: name})


async def _sweep(backend: Backend, weeks: int, *, past_due: bool) -> None:
    now, organisation = backend.clock(), backend.organisation
    since = Week.of(now, organisation.recap.zone).plus(1 - weeks)
    swept = await sweep_deliveries(
        organisation.tenant_id, since, deliveries=backend.deliveries, queue=backend.queue, now=now
    )
    if swept:
        watching().add(Metric.DELIVERY_SWEPT, {}, swept)
        log.warning("%d deliveries were owed and are asked for again, past due %s", swept, past_due)
