"""What is answered where the API has no route, or a route that does not take the method.

It opens nothing, and its name puts it behind everything.
"""

import azure.functions as func

from functions.wiring import Wiring

# Azure's host gives a request to the first route that fits in the order of the functions' names: this one is the last.
NAME = "unknown_route"
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def nowhere_http(wiring: Wiring) -> func.Blueprint:  # noqa: ARG001  # every blueprint is made alike
    blueprint = func.Blueprint()

    @blueprint.function_name(NAME)
    @blueprint.route(route="{*nowhere}", methods=_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
    async def unknown_route(req: func.HttpRequest) -> func.HttpResponse:
        from functions.nowhere_answers import answer_nowhere

        return answer_nowhere(req)

    return blueprint
