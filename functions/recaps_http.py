"""The weekly five best over HTTP: a preview, and publishing now."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.route import Answer, Route, named
from functions.wiring import Wiring

_WEEK = named("week", "A week, as ISO 8601 writes it; none to come.", r"^[0-9]{4}-W[0-9]{2}$")

GET_RECAP = Route(
    name="get_recap",
    methods=("GET",),
    path="recaps/{week}",
    summary="The five best of a week, as they were published or would be now.",
    access=AppRole.PROGRAMME_READ,
    answers={200: Answer("The recap.", schema="Recap")},
    problems=("not-a-week",),
    parameters=(_WEEK,),
    tags=("Programme",),
)
PUBLISH_RECAP = Route(
    name="publish_recap_now",
    methods=("POST",),
    path="recaps/{week}/publish",
    summary="Publish the five best of a week now; once they are published, they stay as they are.",
    access=AppRole.PROGRAMME_MANAGE,
    answers={200: Answer("The recap.", schema="Recap")},
    problems=("not-a-week", "nothing-to-tell", "nowhere-to-tell"),
    parameters=(_WEEK,),
    tags=("Programme",),
)
ROUTES = (GET_RECAP, PUBLISH_RECAP)


def recaps_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(GET_RECAP)
    async def get_recap(req: func.HttpRequest) -> func.HttpResponse:
        from functions.recaps_answers import answer_recap

        return await answer_recap(req, wiring)

    @doors.opens(PUBLISH_RECAP)
    async def publish_now(req: func.HttpRequest) -> func.HttpResponse:
        from functions.recaps_answers import answer_publish

        return await answer_publish(req, wiring)

    return doors.blueprint
