"""The coverage map as a file, for whoever was given a link."""

import azure.functions as func

from functions.api.doors import Doors
from functions.api.links import linked_file
from functions.wiring import Wiring

DOWNLOAD_COVERAGE = linked_file(
    "download_coverage",
    "ambassadors/coverage",
    "The coverage map, from the link in a card.",
    "text/csv",
    tag="Programme",
)
ROUTES = (DOWNLOAD_COVERAGE,)


def coverage_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(DOWNLOAD_COVERAGE)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        from functions.coverage_answers import answer_download

        return await answer_download(req, wiring)

    return doors.blueprint
