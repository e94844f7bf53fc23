"""What every request to the API goes through, and every answer: who asks, what they send, once, and how it is told."""

import logging
from collections.abc import Awaitable, Callable

import azure.functions as func

from functions.access_log import note_access
from functions.answers import PROBLEM_JSON, problem, storage_problem
from functions.api.authorisation import Caller, RoleMissing, TokenKeysAway, TokenRefused, admitted
from functions.api.correlation import HEADER, request_id
from functions.api.cursors import BadCursor
from functions.api.etags import tagged
from functions.api.once import answered_once
from functions.api.request_checks import refused
from functions.api.route import Route
from functions.wiring import Wiring
from passeur.errors import StorageUnavailable
from passeur.logs.safe import Safe
from passeur.privacy.accesses import Door

log = logging.getLogger(__name__)

Handler = Callable[[func.HttpRequest], Awaitable[func.HttpResponse]]


async def answer(route: Route, req: func.HttpRequest, handler: Handler, wiring: Wiring) -> func.HttpResponse:
    """Whatever happens, one answer that the description of the route knows."""
    try:
        told = await _answer(route, req, handler, wiring)
    except Exception:
        log.exception("%s failed", Safe(route.name))
        told = problem(500, "unexpected", "Something failed here. Whoever runs Passeur finds it under `instance`.")
    if told.mimetype == "text/html" and told.status_code in _LINK_PROBLEMS and not _is_browser(req):
        told = problem(*_LINK_PROBLEMS[told.status_code])
    told.headers[HEADER] = request_id()
    told.headers["X-Content-Type-Options"] = "nosniff"
    if told.mimetype == PROBLEM_JSON:
        told.headers["Cache-Control"] = "no-store"
    return told


async def _answer(route: Route, req: func.HttpRequest, handler: Handler, wiring: Wiring) -> func.HttpResponse:
    try:
        caller = await admitted(route, req, wiring)
        return refused(route, req) or await _handled(route, req, handler, wiring, caller)
    except TokenRefused as refusal:
        log.warning("%s was not opened: %s", Safe(route.name), Safe(refusal))
        return _not_authenticated(req)
    except TokenKeysAway:
        detail = "Entra’s signing keys cannot be fetched. Try again in a few seconds."
        return problem(503, "keys-unavailable", detail, headers={"Retry-After": "5"})
    except RoleMissing as missing:
        return problem(403, "role-missing", f"Ask your administrator for the app role {missing} of this API.")
    except BadCursor:
        return problem(400, "bad-cursor", "Give `next` of the page before, unchanged, or begin without a cursor.")
    except StorageUnavailable:
        return storage_problem()


async def _handled(
    route: Route, req: func.HttpRequest, handler: Handler, wiring: Wiring, caller: Caller
) -> func.HttpResponse:
    if req.method == "POST" and route.needs_role and "Idempotency-Key" in req.headers:
        return await answered_once(req, handler, await wiring.backend(), caller.name)
    if route.needs_role and not route.writes:
        await note_access(await wiring.backend(), caller.name, Door.API, route.name)
    told = await handler(req)
    return tagged(req, told) if not route.writes else told


def _not_authenticated(req: func.HttpRequest) -> func.HttpResponse:
    if "Authorization" not in req.headers:
        headers = {"WWW-Authenticate": "Bearer"}
        return problem(401, "no-token", "Bring an Entra token of this API as Authorization: Bearer.", headers=headers)
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return problem(401, "bad-token", "Get a new token of this tenant for this API.", headers=headers)


def _is_browser(req: func.HttpRequest) -> bool:
    """Whoever follows a link in a chat reads a page; a program that says what it takes reads a problem."""
    accepted = req.headers.get("Accept")
    return accepted is None or "text/html" in accepted


_LINK_PROBLEMS = {
    403: (403, "link-refused", "Ask for the file again in the chat: a link opens it for one person and one hour."),
    404: (404, "badges-not-signed", "This organisation signs no badges: PASSEUR_BADGE_KEY is not set."),
}
