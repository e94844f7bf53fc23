"""Calendar files of workshops, for whoever was given a link."""

import azure.functions as func

from functions.api.doors import Doors
from functions.api.links import linked_file
from functions.wiring import Wiring

DOWNLOAD_WORKSHOPS = linked_file(
    "download_workshop",
    "workshops/calendar",
    "A workshop as a calendar file, from the link in a card.",
    "text/calendar",
    tag="Programme",
)
ROUTES = (DOWNLOAD_WORKSHOPS,)


def workshops_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(DOWNLOAD_WORKSHOPS)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        from functions.workshops_answers import answer_download

        return await answer_download(req, wiring)

    return doors.blueprint
