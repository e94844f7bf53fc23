"""The coverage map as CSV, for the person that a link was made for."""

import azure.functions as func

from cards.ambassadors.coverage import ABOUT
from cards.ambassadors.coverage_sheet import coverage_sheet
from cards.downloads import TooOld
from functions.access_log import note_access
from functions.answers import storage_problem
from functions.brief_files import SAFE, refused_page
from functions.readers import may_read
from functions.wiring import Wiring
from passeur.ambassadors.read_coverage import read_coverage
from passeur.errors import BadToken, StorageUnavailable
from passeur.privacy.accesses import Door


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    locale = wiring.settings().organisation.locale
    try:
        backend = await wiring.backend()
        grant = wiring.signer().downloads.read_file(req.params.get("t", ""), backend.clock())
        if grant.about != ABOUT or not await may_read(grant.person_id, backend):
            return refused_page(locale, too_old=False)
        await note_access(backend, grant.person_id, Door.COVERAGE)
        coverage = await read_coverage(backend)
    except BadToken as refused:
        return refused_page(locale, too_old=isinstance(refused, TooOld))
    except StorageUnavailable:
        return storage_problem()
    if coverage is None:
        return refused_page(grant.locale, too_old=False)
    content = coverage_sheet(coverage, backend.organisation, grant.locale)
    headers = {**SAFE, "Content-Disposition": 'attachment; filename="passeur-ambassadors.csv"'}
    return func.HttpResponse(content, headers=headers, mimetype="text/csv", charset="utf-8")
