"""A workshop as a calendar file, for the person that a link was made for."""

import azure.functions as func

from cards.ambassadors.calendar_file import calendar_file
from cards.downloads import FileKind
from functions.downloads import Asked, NotGiven, follow, saved_file
from functions.wiring import Wiring
from passeur.ambassadors.give_feedback import workshop_of
from passeur.ambassadors.refusals import Declined


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await follow(req, wiring, kind=FileKind.WORKSHOP, named=str, give=_give)


async def _give(asked: Asked[str]) -> func.HttpResponse:
    backend = asked.backend
    try:
        workshop = await workshop_of(asked.what, backend)
    except Declined as gone:
        raise NotGiven(asked.locale) from gone
    content = calendar_file(workshop, backend.organisation, backend.clock())
    return saved_file(content, "passeur.ics", "text/calendar")
