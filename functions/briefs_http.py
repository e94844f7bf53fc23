"""The monthly brief over HTTP: with its sources for who has the role, as files for who was given a link."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.links import linked_file
from functions.api.route import Answer, Parameter, Place, Route, choice, named
from functions.wiring import Wiring

_POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_MONTH = named("month", "A month that is over.", r"^[0-9]{4}-[0-9]{2}$")
_LOCALE = choice("locale", "The language of the file.", "fr", "en", refused_as="not-a-locale")
_FORMAT = Parameter("format", "As what.", {"type": "string", "enum": ["pptx", "csv"]}, Place.PATH, required=True)


def _brief(name: str, path: str, summary: str, answer: Answer) -> Route:
    return Route(
        name=name,
        methods=("GET",),
        path=f"briefs/{{month}}{path}",
        summary=summary,
        access=AppRole.PROGRAMME_READ,
        answers={200: answer},
        problems=("not-a-month", "not-a-locale", "month-not-over"),
        parameters=(_MONTH, _LOCALE),
        tags=("Programme",),
    )


GET_BRIEF = _brief(
    "get_brief",
    "",
    "A month with its sources, so that every number can be counted again.",
    Answer("It.", schema="Brief"),
)
GET_BRIEF_CSV = _brief("get_brief_csv", "/csv", "The figures of a month as CSV.", Answer("The file.", ("text/csv",)))
GET_BRIEF_PPTX = _brief("get_brief_pptx", "/pptx", "A month as one slide.", Answer("The file.", (_POWERPOINT,)))
DOWNLOAD_BRIEF = linked_file(
    "download_brief",
    "briefs/{month}/file/{format}",
    "The brief, from the link in a card.",
    _POWERPOINT,
    "text/csv",
    tag="Programme",
    parameters=(_MONTH, _FORMAT),
)
ROUTES = (GET_BRIEF, GET_BRIEF_CSV, GET_BRIEF_PPTX, DOWNLOAD_BRIEF)


def briefs_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(GET_BRIEF)
    async def get_brief(req: func.HttpRequest) -> func.HttpResponse:
        from functions.briefs_answers import answer_brief

        return await answer_brief(req, wiring)

    @doors.opens(GET_BRIEF_CSV)
    async def get_csv(req: func.HttpRequest) -> func.HttpResponse:
        from functions.briefs_answers import answer_csv

        return await answer_csv(req, wiring)

    @doors.opens(GET_BRIEF_PPTX)
    async def get_pptx(req: func.HttpRequest) -> func.HttpResponse:
        from functions.briefs_answers import answer_pptx

        return await answer_pptx(req, wiring)

    @doors.opens(DOWNLOAD_BRIEF)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        from functions.briefs_answers import answer_download

        return await answer_download(req, wiring)

    return doors.blueprint
