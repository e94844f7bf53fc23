"""The coverage map as CSV, for the person that a link was made for."""

import azure.functions as func

from cards.ambassadors.coverage_sheet import coverage_sheet
from cards.downloads import FileKind
from functions.access_log import note_access
from functions.downloads import Asked, NotGiven, follow, saved_file
from functions.readers import may_read
from functions.wiring import Wiring
from passeur.ambassadors.read_coverage import read_coverage
from passeur.privacy.accesses import Door


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await follow(req, wiring, kind=FileKind.COVERAGE, named=str, give=_give)


async def _give(asked: Asked[str]) -> func.HttpResponse:
    backend = asked.backend
    if not await may_read(asked.person_id, backend):
        raise NotGiven(asked.locale)
    await note_access(backend, asked.person_id, Door.COVERAGE)
    coverage = await read_coverage(backend)
    if coverage is None:
        raise NotGiven(asked.locale)
    content = coverage_sheet(coverage, backend.organisation, asked.locale)
    return saved_file(content, "passeur-ambassadors.csv", "text/csv")
