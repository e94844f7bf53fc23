"""A workshop as a calendar file, for the person that a link was made for."""

import azure.functions as func

from cards.ambassadors.calendar_file import calendar_file
from cards.ambassadors.calendar_link import ABOUT
from cards.downloads import TooOld
from functions.answers import storage_problem
from functions.brief_files import SAFE, refused_page
from functions.wiring import Wiring
from passeur.ambassadors.give_feedback import workshop_of
from passeur.ambassadors.refusals import Declined
from passeur.errors import BadToken, StorageUnavailable


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    locale = wiring.settings().organisation.locale
    try:
        backend = await wiring.backend()
        grant = wiring.signer().downloads.read_file(req.params.get("t", ""), backend.clock())
        kind, _, code = grant.about.partition("|")
        if kind != ABOUT:
            return refused_page(locale, too_old=False)
        workshop = await workshop_of(code, backend)
    except BadToken as refused:
        return refused_page(locale, too_old=isinstance(refused, TooOld))
    except Declined:
        return refused_page(grant.locale, too_old=False)
    except StorageUnavailable:
        return storage_problem()
    headers = {**SAFE, "Content-Disposition": 'attachment; filename="passeur.ics"'}
    content = calendar_file(workshop, backend.organisation, backend.clock())
    return func.HttpResponse(content, headers=headers, mimetype="text/calendar", charset="utf-8")
