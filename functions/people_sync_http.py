"""Reads Microsoft Graph now, for whoever may: the first time, or when people must leave."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.people_parameters import LEAVERS
from functions.api.route import Answer, Route, choice
from functions.wiring import Wiring

SYNC_PEOPLE = Route(
    name="sync_people_now",
    methods=("POST",),
    path="people/sync",
    summary="Read people from Microsoft Graph now.",
    access=AppRole.PEOPLE_IMPORT,
    answers={
        200: Answer("What was done.", schema="SyncReport"),
        202: Answer("There are many people: the next hourly job reads them.", schema="Later"),
    },
    problems=(
        "not-a-number",
        "not-a-choice",
        "directory-off",
        "sync-under-way",
        "import-under-way",
        "directory-closed",
        "directory-away",
        "directory-busy",
    ),
    parameters=(LEAVERS, choice("full", "Read everybody anew, not only what changed.", "yes", "no")),
    tags=("People",),
)
ROUTES = (SYNC_PEOPLE,)


def people_sync_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(SYNC_PEOPLE)
    async def sync_now(req: func.HttpRequest) -> func.HttpResponse:
        from functions.people_sync_answers import answer_sync

        return await answer_sync(req, wiring)

    return doors.blueprint
