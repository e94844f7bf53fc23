"""The chats of everybody who is not in the local Teams client: a connector that answers, counts, and keeps nothing."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from aiohttp import web

from infra.local.company_chats.refusals import refusal_of

# Seconds: about what Teams takes.
_TAKES = 0.15
_ACTIVITIES = "/v3/conversations/{conversation}/activities"
_DONE = {"POST": ("sent", 201), "PUT": ("updated", 200), "DELETE": ("deleted", 200)}


@dataclass(frozen=True, slots=True)
class CompanyChats:
    """`takes` is how long each answer takes. `counts` has the answers by what they were."""

    takes: float = _TAKES
    counts: Counter[str] = field(default_factory=Counter)

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.post(_ACTIVITIES, self._answer),
                web.put(f"{_ACTIVITIES}/{{activity}}", self._answer),
                web.delete(f"{_ACTIVITIES}/{{activity}}", self._answer),
                web.get("/counts", self._tell),
                web.get("/healthz", self._tell),
            ]
        )
        return app

    async def _answer(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.takes)
        if refusal := refusal_of(request.match_info["conversation"]):
            self.counts[refusal.code] += 1
            error = {"code": refusal.code, "message": refusal.message}
            return web.json_response({"error": error}, status=refusal.status)
        done, status = _DONE[request.method]
        self.counts[done] += 1
        return web.json_response(
            {"id": request.match_info.get("activity") or f"demo-{self.counts[done]}"}, status=status
        )

    async def _tell(self, _request: web.Request) -> web.Response:
        return web.json_response(self.counts)
