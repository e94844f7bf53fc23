"""The coverage map as a file, for whoever was given a link."""

import azure.functions as func

from cards.ambassadors.coverage import ABOUT
from cards.ambassadors.coverage_sheet import coverage_sheet
from cards.downloads import TooOld
from functions.answers import storage_problem
from functions.brief_files import SAFE, refused_page
from functions.readers import may_read
from functions.wiring import Wiring
from passeur.ambassadors.read_coverage import read_coverage
from passeur.errors import BadToken, StorageUnavailable


def coverage_http(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("download_coverage")
    @blueprint.route(route="ambassadors/coverage", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        locale = wiring.settings().organisation.locale
        try:
            backend = await wiring.backend()
            grant = wiring.signer().downloads.read_file(req.params.get("t", ""), backend.clock())
            if grant.about != ABOUT or not await may_read(grant.person_id, backend):
                return refused_page(locale, too_old=False)
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

    return blueprint
