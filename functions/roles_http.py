"""Who leads the programme, set by whoever holds the host's key: the first lead has nobody in the chat to name them."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.route import Answer, Level, Route, named
from functions.wiring import Wiring

SET_ROLE = Route(
    name="set_role",
    methods=("PUT", "DELETE"),
    path="people/{person_id}/roles/{role}",
    summary="Give somebody a role in the programme (PUT), or take it back (DELETE).",
    access=AppRole.ROLES_MANAGE,
    level=Level.ADMIN,
    answers={200: Answer("What they hold now.", schema="RoleChange")},
    problems=("not-a-person", "not-a-role"),
    parameters=(
        named("person_id", "The person's Microsoft Entra object id.", "^[0-9A-Za-z-]{1,64}$"),
        named("role", "One of the programme's roles, such as programme_lead.", "^[a-z_]{1,40}$"),
    ),
    tags=("People",),
)
ROUTES = (SET_ROLE,)


def roles_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(SET_ROLE)
    async def set_role(req: func.HttpRequest) -> func.HttpResponse:
        from functions.roles_answers import answer_role

        return await answer_role(req, wiring)

    return doors.blueprint
