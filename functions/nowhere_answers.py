"""404 for a path that no route has, 405 with the methods of one that has it."""

import re

import azure.functions as func

from functions.answers import problem
from functions.api.correlation import HEADER, request_id
from functions.api.every_route import ROUTES
from functions.api.route import Route

_PARAMETER = re.compile(r"\\\{\w+\\\}")


def answer_nowhere(req: func.HttpRequest) -> func.HttpResponse:
    path = req.route_params.get("nowhere", "").strip("/")
    taken = sorted({method for route in ROUTES if _path(route).fullmatch(path) for method in route.methods})
    headers = {"Cache-Control": "no-store", HEADER: request_id(), "X-Content-Type-Options": "nosniff"}
    if taken:
        allow = ", ".join(taken)
        return problem(405, "no-such-method", f"This route takes {allow}.", headers={**headers, "Allow": allow})
    return problem(404, "no-such-route", "There is no such route: see /api/openapi.json.", headers=headers)


def _path(route: Route) -> re.Pattern[str]:
    return re.compile(_PARAMETER.sub("[^/]+", re.escape(route.path)))
