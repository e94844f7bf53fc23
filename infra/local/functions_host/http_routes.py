"""HTTP triggers on aiohttp: routes, keys, and the library's own request and response."""

import re
from collections.abc import Iterable

import azure.functions as func
from aiohttp import web
from aiohttp.typedefs import Handler

from infra.local.functions_host.access import Keys
from infra.local.functions_host.index import HttpTrigger, IndexedFunction
from infra.local.functions_host.invocation import Caller
from infra.local.trouble import Trouble

_CONSTRAINTS = {"": r"[^{}/]+", "int": r"-?\d+", "guid": r"[0-9A-Fa-f-]{36}", "alpha": r"[A-Za-z]+"}
_PARAMETER = re.compile(r"\{([^{}]*)\}")


def http_routes(functions: Iterable[IndexedFunction], *, prefix: str, keys: Keys, caller: Caller) -> list[web.RouteDef]:
    """One route for each function and method."""
    routes = []
    for function in functions:
        trigger = function.trigger
        if isinstance(trigger, HttpTrigger):
            path = "/" + "/".join(part for part in (prefix.strip("/"), aiohttp_path(trigger.route)) if part)
            handler = _handler(function, trigger, keys, caller)
            routes += [web.route(method, path, handler) for method in sorted(trigger.methods) or ["*"]]
    return routes


def aiohttp_path(route: str) -> str:
    """Azure's route template in aiohttp's words: `{week}`, `{count:int}`, `{*rest}`."""

    def parameter(found: re.Match[str]) -> str:
        if found[1].startswith("*"):
            return f"{{{found[1][1:]}:.*}}"
        name, _, constraint = found[1].partition(":")
        if constraint not in _CONSTRAINTS or not name.isidentifier():
            raise Trouble(f"The local host does not know the route parameter {found[0]}.")
        return f"{{{name}:{_CONSTRAINTS[constraint]}}}"

    return _PARAMETER.sub(parameter, route)


@web.middleware
async def wrong_method_is_not_found(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Azure answers 404, not 405, when no function of a route takes the method."""
    try:
        return await handler(request)
    except web.HTTPMethodNotAllowed as error:
        raise web.HTTPNotFound from error


def _handler(function: IndexedFunction, trigger: HttpTrigger, keys: Keys, caller: Caller) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if not keys.open(trigger.level, request.headers, request.query):
            return web.Response(status=401)
        given = func.HttpRequest(
            method=request.method,
            url=str(request.url),
            headers=dict(request.headers),
            params=dict(request.query),
            route_params=dict(request.match_info),
            body=await request.read(),
        )
        try:
            answer = await caller.call(function, given)
        except Exception:  # noqa: BLE001 - told by the caller; Azure too answers 500 with nothing in it
            return web.Response(status=500)
        return _response(answer)

    return handle


def _response(answer: object) -> web.Response:
    if isinstance(answer, func.HttpResponse):
        content_type = answer.mimetype if not answer.charset else f"{answer.mimetype}; charset={answer.charset}"
        headers = {"Content-Type": content_type, **dict(answer.headers)}
        return web.Response(status=answer.status_code, headers=headers, body=answer.get_body())
    if answer is None:
        return web.Response(status=204)
    return web.Response(text=str(answer))
