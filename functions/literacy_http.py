"""The literacy record as a file, for whoever was given a link."""

import azure.functions as func

from functions.api.doors import Doors
from functions.api.links import linked_file
from functions.wiring import Wiring

DOWNLOAD_LITERACY = linked_file(
    "download_literacy",
    "literacy/file",
    "The record of AI literacy as CSV or as a signed document, from the link in a card.",
    "text/csv",
    "application/jose",
    tag="Literacy",
    problems=("badges-not-signed",),
)
ROUTES = (DOWNLOAD_LITERACY,)


def literacy_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(DOWNLOAD_LITERACY)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        from functions.literacy_answers import answer_download

        return await answer_download(req, wiring)

    return doors.blueprint
