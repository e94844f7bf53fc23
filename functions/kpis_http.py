"""The programme's figures over HTTP: for who has the role, and as a file for who was given a link."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.links import linked_file
from functions.api.route import JSON, Answer, Parameter, Route, choice
from functions.wiring import Wiring

_PERIOD = Parameter(
    "period",
    "A month (2026-10), a quarter (2026-Q4) or a cohort (2026-1); the newest month that is told unless given.",
    {"type": "string", "pattern": "^([0-9]{4}-([0-9]{2}|Q[1-4]|[0-9]+))?$"},
    refused_as="",
)

GET_KPIS = Route(
    name="get_kpis",
    methods=("GET",),
    path="kpis",
    summary="The board of a period: every figure with the people it comes from.",
    access=AppRole.PROGRAMME_READ,
    answers={200: Answer("The board.", (JSON, "text/csv"), "Board")},
    problems=("not-a-period", "not-a-locale", "not-a-format", "not-told-yet"),
    parameters=(
        _PERIOD,
        choice("format", "As what; JSON unless given.", "json", "csv", refused_as="not-a-format"),
        choice("locale", "The language of the CSV.", "fr", "en", refused_as="not-a-locale"),
    ),
    tags=("Programme",),
)
RECOMPUTE_KPIS = Route(
    name="recompute_kpis",
    methods=("POST",),
    path="kpis/recompute",
    summary="Count months that were never counted, or under older rules.",
    access=AppRole.PROGRAMME_MANAGE,
    answers={200: Answer("What was counted.", schema="CountedMonths")},
    problems=("not-a-choice",),
    parameters=(choice("all", "Count every month anew.", "yes", "no"),),
    tags=("Programme",),
)
DOWNLOAD_KPIS = linked_file(
    "download_kpis", "kpis/file", "The figures, from the link in a card.", "text/csv", tag="Programme"
)
ROUTES = (GET_KPIS, RECOMPUTE_KPIS, DOWNLOAD_KPIS)


def kpis_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(GET_KPIS)
    async def get_kpis(req: func.HttpRequest) -> func.HttpResponse:
        from functions.kpis_answers import answer_kpis

        return await answer_kpis(req, wiring)

    @doors.opens(RECOMPUTE_KPIS)
    async def recompute(req: func.HttpRequest) -> func.HttpResponse:
        from functions.kpis_answers import answer_recompute

        return await answer_recompute(req, wiring)

    @doors.opens(DOWNLOAD_KPIS)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        from functions.kpis_answers import answer_download

        return await answer_download(req, wiring)

    return doors.blueprint
