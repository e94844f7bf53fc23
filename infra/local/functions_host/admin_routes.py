"""The host's own addresses: health, and Azure's admin endpoint that runs a timer or queue function at once."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from functions.answers import problem
from infra.local.functions_host.access import ADMIN, Keys
from infra.local.functions_host.host_problems import as_response, no_key

Trigger = Callable[[str], Awaitable[None]]


class AdminRoutes:
    """`triggers` holds, for each function that is not HTTP, what runs it with an input."""

    def __init__(self, triggers: Mapping[str, Trigger], names: list[str], keys: Keys) -> None:
        self._triggers = triggers
        self._names = names
        self._keys = keys
        self._running: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/healthz", self._healthz), web.post("/admin/functions/{name}", self._run)]

    async def finish(self, patience: float) -> None:
        """Wait for the runs under way, `patience` seconds at most."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience)

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "functions": self._names})

    async def _run(self, request: web.Request) -> web.Response:
        """202 at once, as Azure answers; the body may give an `input`, which is a queue function's message."""
        if not self._keys.open(ADMIN, request.headers, request.query):
            return no_key()
        trigger = self._triggers.get(request.match_info["name"])
        if trigger is None:
            raise web.HTTPNotFound
        try:
            given = json.loads(await request.text() or "{}").get("input") or ""
        except (ValueError, AttributeError):
            return as_response(problem(400, "bad-request", 'Give {} or {"input": "…"} as JSON.'))
        task = asyncio.create_task(_without_raising(trigger, given if isinstance(given, str) else json.dumps(given)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return web.Response(status=202)


async def _without_raising(trigger: Trigger, given: str) -> None:
    try:
        await trigger(given)
    except Exception:  # noqa: BLE001 - told by the caller, and nobody waits for this run
        return
