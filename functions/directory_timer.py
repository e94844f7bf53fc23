"""Asks every hour whether Microsoft Graph is to be read: once a night, and again after a night that failed."""

import asyncio
import logging

import azure.functions as func

from functions.wiring import Wiring

log = logging.getLogger(__name__)

EVERY_HOUR = "0 20 * * * *"
# In seconds: less than the host gives a function, so that the round is given up in order.
LONGEST = 540.0


def directory_timer(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("sync_people")
    @blueprint.timer_trigger(schedule=EVERY_HOUR, arg_name="timer", run_on_startup=False, use_monitor=True)
    async def sync(timer: func.TimerRequest) -> None:
        source = await wiring.directory()
        if source is None:
            return
        from passeur.directory.source import DirectoryError
        from passeur.directory.sync_people import is_sync_due, sync_people
        from passeur.errors import ImportUnderWay
        from passeur.storage.staged_people import open_staging

        backend = await wiring.backend()
        if not await is_sync_due(backend, backend.clock()):
            return
        try:
            with open_staging() as staging:
                async with asyncio.timeout(LONGEST):
                    report = await sync_people(source, backend, staging=staging)
        except DirectoryError as error:
            log.error("people were not read from Microsoft Graph: %s", error)  # noqa: TRY400  # the sentence says it all
        except ImportUnderWay:
            log.info("people are being imported from a file: the next hour reads Microsoft Graph")
        except TimeoutError:
            log.error("people were not read from Microsoft Graph within %.0f s", LONGEST)  # noqa: TRY400  # nor is there more to say
        else:
            if report is not None:
                log.info(
                    "people of Microsoft Graph: %d added, %d changed, %d left, past due %s",
                    report.added,
                    report.changed,
                    report.left,
                    timer.past_due,
                )
            if report is not None and report.leavers_waiting:
                log.error(
                    "%d people of %d would leave, which nobody confirmed: POST /api/people/sync?leavers=%d if they did",
                    report.leavers_waiting,
                    report.known,
                    report.leavers_waiting,
                )

    return blueprint
