"""What is held about a person, for that person: a page and a file, from the links in their card."""

import azure.functions as func

from functions.api.doors import Doors
from functions.api.links import linked_file
from functions.wiring import Wiring

DOWNLOAD_OWN_DATA = linked_file(
    "download_own_data",
    "own-data",
    "Everything that is held about one person, as a page or as JSON, from the link in their card.",
    "text/html",
    "application/json",
    tag="Privacy",
)
ROUTES = (DOWNLOAD_OWN_DATA,)


def own_data_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(DOWNLOAD_OWN_DATA)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        from functions.own_data_answers import answer_download

        return await answer_download(req, wiring)

    return doors.blueprint
