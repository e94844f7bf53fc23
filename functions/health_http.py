"""Two questions from whoever watches over the functions: whether they live, and whether what they need answers."""

from functools import cache
from typing import TYPE_CHECKING

import azure.functions as func

from functions.api.access import Door
from functions.api.doors import Doors
from functions.api.route import JSON, Answer, Route
from functions.wiring import Wiring

if TYPE_CHECKING:
    from functions.health_answers import Readiness

GET_HEALTH = Route(
    name="get_health",
    methods=("GET",),
    path="health",
    summary="Whether the process lives. Nothing else is asked for it.",
    access=Door.EVERYBODY,
    answers={200: Answer("It does.", (JSON,), "Health")},
    tags=("Health",),
)
GET_READY = Route(
    name="get_ready",
    methods=("GET",),
    path="ready",
    summary="Whether the settings can be read and storage answers, looked at five seconds ago at most.",
    access=Door.EVERYBODY,
    answers={200: Answer("They can, and it does.", (JSON,), "Health")},
    problems=("not-ready",),
    tags=("Health",),
)
ROUTES = (GET_HEALTH, GET_READY)


def health_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @cache
    def readiness() -> "Readiness":
        from functions.health_answers import Readiness

        return Readiness(wiring)

    @doors.opens(GET_HEALTH)
    async def get_health(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  # the gate gives every handler its request
        from functions.health_answers import answer_health

        return answer_health()

    @doors.opens(GET_READY)
    async def get_ready(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  # the gate gives every handler its request
        return await readiness().answer()

    return doors.blueprint
