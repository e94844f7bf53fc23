"""A monthly brief as JSON or as a file, and what is answered when there is none to give."""

import azure.functions as func

from cards.downloads import FileFormat, FileKind, Grant
from cards.refusals import sentence
from cards.view import LOCALES
from functions.access_log import note_access
from functions.answers import json_answer, problem, storage_problem
from functions.brief_files import brief_file
from functions.brief_json import brief_as_json
from functions.downloads import NotGiven, or_refused
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.briefs.make_brief import make_brief, summaries_of
from passeur.briefs.read_brief import read_brief
from passeur.briefs.review import Review
from passeur.briefs.sources import sources_of
from passeur.briefs.told_brief import ToldBrief
from passeur.errors import BadToken, MonthNotOver, StorageUnavailable
from passeur.people import READERS, Role
from passeur.periods import Month
from passeur.privacy.accesses import Door

_YEARS_BACK = 10


async def answer_brief(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await _answer(req, wiring, None)


async def answer_csv(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await _answer(req, wiring, FileFormat.CSV)


async def answer_pptx(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await _answer(req, wiring, FileFormat.POWERPOINT)


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    async def give(backend: Backend) -> func.HttpResponse:
        grant = wiring.signer().downloads.read(req.params.get("t", ""), backend.clock())
        if (grant.month, grant.format.value) != (req.route_params.get("month"), req.route_params.get("format")):
            raise BadToken
        told = await _told(Month.parse(grant.month), backend)
        if not await _may_have(grant, told.review, backend):
            raise NotGiven(grant.locale)
        await note_access(backend, grant.person_id, Door.BRIEF, f"{grant.month}.{grant.format}")
        return await brief_file(told, backend.organisation, grant.format, grant.locale)

    return await or_refused(wiring, FileKind.BRIEF, give)


async def _answer(req: func.HttpRequest, wiring: Wiring, file_format: FileFormat | None) -> func.HttpResponse:
    try:
        backend = await wiring.backend()
        month, locale = _month(req, backend), req.params.get("locale", backend.organisation.locale)
        if month is None:
            named = req.route_params.get("month", "")
            return problem(400, "not-a-month", f"{named[:20]!r} is not a past month: write it as 2026-11.")
        if locale not in LOCALES:
            return problem(400, "not-a-locale", f"Give one of: {', '.join(LOCALES)}.")
        told = await _told(month, backend)
        if file_format is not None:
            return await brief_file(told, backend.organisation, file_format, locale)
        summaries = await summaries_of(month, backend, now=backend.clock())
        return json_answer(brief_as_json(told, sources_of(told.brief, summaries), backend.organisation))
    except MonthNotOver as refusal:
        return problem(409, "month-not-over", sentence(refusal, "en"))
    except StorageUnavailable:
        return storage_problem()


async def _told(month: Month, backend: Backend) -> ToldBrief:
    brief, review = await make_brief(month, backend, now=backend.clock())
    return await read_brief(brief, review, backend)


async def _may_have(grant: Grant, review: Review, backend: Backend) -> bool:
    """Roles are asked now: a link of this morning opens nothing for who left the committee at noon."""
    tenant_id = backend.organisation.tenant_id
    if await backend.roles.has(tenant_id, grant.person_id, Role.PROGRAMME_LEAD):
        return True
    held = [await backend.roles.has(tenant_id, grant.person_id, role) for role in READERS]
    return review.is_approved and any(held)


def _month(req: func.HttpRequest, backend: Backend) -> Month | None:
    """The month that the route names, unless it is none, of a year to come, or older than anything that is kept."""
    try:
        month = Month.parse(req.route_params.get("month", ""))
    except ValueError:
        return None
    return month if 0 <= backend.clock().year - month.year <= _YEARS_BACK else None
