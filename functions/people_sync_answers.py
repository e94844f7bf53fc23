"""Reads Microsoft Graph and tells what changed, or why it could not be read."""

import asyncio

import azure.functions as func

from functions.answers import json_answer, problem, storage_problem
from functions.confirmed_leavers import NOT_A_NUMBER, confirmed_leavers
from functions.people_answers import under_way_problem
from functions.wiring import Wiring
from passeur.directory.findings import ImportReport
from passeur.directory.source import DirectoryBusy, DirectoryClosed, DirectoryError
from passeur.directory.sync_people import ask_for_sync, sync_people
from passeur.errors import ImportUnderWay, StorageUnavailable
from passeur.storage.staged_people import open_staging

# In seconds: Azure cuts an HTTP answer off after 230.
LONGEST = 200.0


async def answer_sync(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    full = req.params.get("full", "no")
    try:
        leavers = confirmed_leavers(req)
    except ValueError:
        return problem(400, "not-a-number", NOT_A_NUMBER)
    if full not in ("yes", "no"):
        return problem(400, "not-a-choice", "Give full=yes to read everybody anew, or leave it out.")
    try:
        return await _sync(wiring, leavers, from_the_start=full == "yes")
    except DirectoryError as error:
        return _refused(error)
    except StorageUnavailable:
        return storage_problem()


async def _sync(wiring: Wiring, leavers: int | None, *, from_the_start: bool) -> func.HttpResponse:
    source = await wiring.directory()
    if source is None:
        return problem(409, "directory-off", "Set PASSEUR_GRAPH to on to read people from Microsoft Graph.")
    backend = await wiring.backend()
    try:
        with open_staging() as staging:
            async with asyncio.timeout(LONGEST):
                report = await sync_people(
                    source, backend, staging=staging, from_the_start=from_the_start, confirmed_leavers=leavers
                )
    except TimeoutError:
        await ask_for_sync(backend, from_the_start=from_the_start)
        return json_answer({"detail": "There are many people: the next hourly job reads them."}, status=202)
    except ImportUnderWay as refused:
        return under_way_problem(refused, backend)
    if report is None:
        return problem(409, "sync-under-way", "People are being read from Microsoft Graph at this moment.")
    return json_answer(_told(report))


def _refused(error: DirectoryError) -> func.HttpResponse:
    if isinstance(error, DirectoryClosed):
        return problem(502, "directory-closed", str(error))
    if isinstance(error, DirectoryBusy):
        return problem(503, "directory-busy", f"Microsoft Graph asks to come back in {error.retry_after:.0f} s.")
    return problem(502, "directory-away", f"{error}. Nothing was changed.")


def _told(report: ImportReport) -> dict[str, object]:
    """What was done, under the names that the import of a file gives it."""
    waiting = report.leavers_waiting
    told: dict[str, object] = {
        "rows": report.rows,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "left": report.left,
        "leavers": {"waiting": waiting, "of": report.known, "confirm_with": f"?leavers={waiting}" if waiting else None},
        "people": report.people,
        "teams": report.teams,
        "small_teams": report.small_teams,
    }
    if waiting:
        told["detail"] = (
            f"{waiting} people of {report.known} would leave, which is a lot: nobody has left, all the rest is done. "
            f"If they did leave, POST again with ?leavers={waiting}."
        )
    return told
