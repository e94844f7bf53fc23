"""The description of this API, as OpenAPI 3.1: it is no secret, and opens nothing."""

import azure.functions as func

from functions.api.access import Door
from functions.api.doors import Doors
from functions.api.route import JSON, Answer, Route
from functions.wiring import Wiring

GET_OPENAPI = Route(
    name="get_openapi",
    methods=("GET",),
    path="openapi.json",
    summary="This description.",
    access=Door.EVERYBODY,
    answers={200: Answer("OpenAPI 3.1.", (JSON,), "Description")},
    tags=("Description",),
)
ROUTES = (GET_OPENAPI,)


def openapi_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(GET_OPENAPI)
    async def get_openapi(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  # the gate gives every handler its request
        from functions.openapi_answers import answer_openapi

        return answer_openapi()

    return doors.blueprint
