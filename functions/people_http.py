"""The organisation's people, from a file that its programme lead or its administrator sends."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.people_parameters import LEAVERS
from functions.api.route import Answer, Body, Route
from functions.wiring import Wiring

# `curl --data-binary` calls everything a form.
_MEDIA = ("text/csv", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded")
# As the file's own limit, with room for the handler to say in words what is too big.
_LARGEST = 72 * 1024 * 1024

IMPORT_PEOPLE = Route(
    name="import_people",
    methods=("POST",),
    path="people/import",
    summary="Replace the organisation's people by those of a CSV file; rows that cannot be used are told.",
    access=AppRole.PEOPLE_IMPORT,
    answers={200: Answer("What was done, and what was not.", schema="ImportReport")},
    problems=(
        "not-a-number",
        "file-empty",
        "file-no-rows",
        "file-no-identity-column",
        "file-open-quote",
        "file-not-text",
        "file-spreadsheet",
        "file-too-big",
        "import-under-way",
    ),
    parameters=(LEAVERS,),
    body=Body("The file: UTF-8 or Windows-1252, separated by semicolons, commas or tabs.", _MEDIA, _LARGEST),
    tags=("People",),
)
ROUTES = (IMPORT_PEOPLE,)


def people_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(IMPORT_PEOPLE)
    async def import_people(req: func.HttpRequest) -> func.HttpResponse:
        from functions.people_answers import answer_import

        return await answer_import(req, wiring)

    return doors.blueprint
