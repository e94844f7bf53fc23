"""The signed file of a badge, for its person; and giving every badge anew after a rule was changed."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.links import linked_file
from functions.api.route import Answer, Route
from functions.wiring import Wiring

DOWNLOAD_BADGE = linked_file(
    "download_badge",
    "badges/file",
    "A badge as a signed file or picture, from the link in a card.",
    "application/vc+jwt",
    "image/svg+xml",
    tag="Badges",
    problems=("badges-not-signed",),
)
AWARD_BADGES = Route(
    name="award_badges_now",
    methods=("POST",),
    path="badges/award",
    summary="Look at every cohort that ever was, after a rule was added or changed.",
    access=AppRole.PROGRAMME_MANAGE,
    answers={200: Answer("How many were given and taken back.", schema="Awarded")},
    tags=("Badges",),
)
ROUTES = (DOWNLOAD_BADGE, AWARD_BADGES)


def badges_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(DOWNLOAD_BADGE)
    async def download(req: func.HttpRequest) -> func.HttpResponse:
        """No key opens this: only a grant that a card of ours gave to one person, less than an hour ago."""
        from functions.badges_answers import answer_download

        return await answer_download(req, wiring)

    @doors.opens(AWARD_BADGES)
    async def award_now(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  # the gate gives every handler its request
        from functions.badges_answers import answer_award

        return await answer_award(wiring)

    return doors.blueprint
