"""HTTP triggers on aiohttp: routes, keys, and the library's own request and response."""

import re
from collections.abc import Iterable

import azure.functions as func
from aiohttp import web
from aiohttp.typedefs import Handler

from infra.local.functions_host.access import Keys
from infra.local.functions_host.host_problems import as_response, failed, no_key
from infra.local.functions_host.index import HttpTrigger, IndexedFunction
from infra.local.functions_host.invocation import Caller
from infra.local.trouble import Trouble

_CONSTRAINTS = {"": r"[^/]+", "int": r"-?\d+", "guid": r"[0-9A-Fa-f-]{36}", "alpha": r"[A-Za-z]+"}
_PARAMETER = re.compile(r"\{([^{}]*)\}")


def http_routes(functions: Iterable[IndexedFunction], *, prefix: str, keys: Keys, caller: Caller) -> list[web.RouteDef]:
    """One route for each function and method."""
    routes = []
    for function in functions:
        trigger = function.trigger
        if isinstance(trigger, HttpTrigger):
            path = "/" + "/".join(part for part in (prefix.strip("/"), aiohttp_path(trigger.route)) if part)
            handler = _handler(function, trigger, keys, caller)
            routes += [web.route(method, path, handler) for method in sorted(_named(trigger.methods)) or ["*"]]
    return routes


def _named(methods: frozenset[str]) -> frozenset[str]:
    """Without HEAD where there is GET: aiohttp answers it there by itself, and refuses to be told so."""
    return methods - {"HEAD"} if "GET" in methods else methods


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


def _handler(function: IndexedFunction, trigger: HttpTrigger, keys: Keys, caller: Caller) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if not keys.open(trigger.level, request.headers, request.query):
            return no_key()
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
        except Exception:  # noqa: BLE001 - told by the caller
            return failed()
        return _response(answer)

    return handle


def _response(answer: object) -> web.Response:
    if isinstance(answer, func.HttpResponse):
        return as_response(answer)
    if answer is None:
        return web.Response(status=204)
    return web.Response(text=str(answer))
