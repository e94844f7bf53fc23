"""Privacy over HTTP: the proofs of retention, the access log, and the documents, as files for who was given a link."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.links import linked_file
from functions.api.route import Answer, Route
from functions.wiring import Wiring

GET_RETENTION = Route(
    name="get_retention",
    methods=("GET",),
    path="privacy/retention",
    summary="What retention erased, day by day: how many rows by each rule, and how long each kind is kept.",
    access=AppRole.PRIVACY_READ,
    answers={200: Answer("The proofs of the last 100 days on which it worked, the newest first.", schema="Retention")},
    tags=("Privacy",),
)
GET_ACCESSES = Route(
    name="get_accesses",
    methods=("GET",),
    path="privacy/accesses",
    summary="Who read or downloaded what tells of others: the last 1,000 of the last year.",
    access=AppRole.PRIVACY_READ,
    answers={200: Answer("The accesses, the newest first.", schema="Accesses")},
    tags=("Privacy",),
)
DOWNLOAD_PRIVACY = linked_file(
    "download_privacy",
    "privacy/file",
    "A privacy document, the register or the access log, from the link in a card.",
    "text/html",
    "text/csv",
    tag="Privacy",
)
ROUTES = (GET_RETENTION, GET_ACCESSES, DOWNLOAD_PRIVACY)


def privacy_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(GET_RETENTION)
    async def get_retention(req: func.HttpRequest) -> func.HttpResponse:
        from functions.privacy_answers import answer_retention

        return await answer_retention(req, wiring)

    @doors.opens(GET_ACCESSES)
    async def get_accesses(req: func.HttpRequest) -> func.HttpResponse:
        from functions.privacy_answers import answer_accesses

        return await answer_accesses(req, wiring)

    @doors.opens(DOWNLOAD_PRIVACY)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        from functions.privacy_answers import answer_download

        return await answer_download(req, wiring)

    return doors.blueprint
