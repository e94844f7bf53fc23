"""What the host itself refuses, told as the functions tell it: problem details (RFC 9457)."""

import logging

import azure.functions as func
from aiohttp import web
from aiohttp.typedefs import Handler

from functions.answers import problem
from passeur.logs.safe import Safe

log = logging.getLogger("functions")


@web.middleware
async def refusals_are_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Azure answers 404, not 405, when no function of a route takes the method."""
    try:
        return await handler(request)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
        return as_response(problem(404, "no-such-route", "Nothing here answers to this address and method."))
    except web.HTTPRequestEntityTooLarge:
        return as_response(problem(413, "too-large", "The host takes bodies of 100 MB at most."))
    except (web.HTTPBadRequest, web.RequestPayloadError, UnicodeDecodeError) as error:
        log.warning("a request was not read: %s", Safe(type(error).__name__))
        return as_response(problem(400, "bad-request", "The request cannot be read."))


def no_key() -> web.Response:
    return as_response(
        problem(401, "no-token", "Bring a key of this level, as x-functions-key or ?code=: the master key for roles.")
    )


def failed() -> web.Response:
    return as_response(problem(500, "unexpected", "The function failed: the log has the rest."))


def as_response(answer: func.HttpResponse) -> web.Response:
    content_type = answer.mimetype if not answer.charset else f"{answer.mimetype}; charset={answer.charset}"
    headers = {"Content-Type": content_type, **dict(answer.headers)}
    return web.Response(status=answer.status_code, headers=headers, body=answer.get_body())
