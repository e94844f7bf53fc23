"""What is answered where the API has no route, or a route that does not take the method.

It is behind everything and opens nothing: Azure's host, and ours, give a request to it when no other route fits.
"""

import azure.functions as func

from functions.wiring import Wiring

NAME = "no_such_route"
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def nowhere_http(wiring: Wiring) -> func.Blueprint:  # noqa: ARG001  # every blueprint is made alike
    blueprint = func.Blueprint()

    @blueprint.function_name(NAME)
    @blueprint.route(route="{*nowhere}", methods=_METHODS, auth_level=func.AuthLevel.ANONYMOUS)
    async def no_such_route(req: func.HttpRequest) -> func.HttpResponse:
        from functions.nowhere_answers import answer_nowhere

        return answer_nowhere(req)

    return blueprint
