"""That the functions live, and that they are ready or are not. Why not is for the log: anybody may ask."""

import asyncio
import logging
import time
from collections.abc import Callable

import azure.functions as func

from bot.recent_look import RecentLook
from functions.answers import json_answer, problem
from functions.wiring import Wiring

READY_WITHIN = 5.0

log = logging.getLogger(__name__)


def answer_health() -> func.HttpResponse:
    return json_answer({"status": "ok"})


class Readiness:
    """Whether the functions could work, looked at for at most five seconds and told for five: a look is one table call.

    So however many ask, storage is asked twelve times a minute; and what breaks is told after ten seconds at most.
    """

    def __init__(self, wiring: Wiring, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._wiring = wiring
        self._recent = RecentLook(self._look, clock=clock)

    async def answer(self) -> func.HttpResponse:
        if await self._recent():
            return json_answer({"status": "ready"})
        detail = "The functions run, and what they need does not answer. The log says what."
        return problem(503, "not-ready", detail, headers={"Retry-After": "10"})

    async def _look(self) -> bool:
        try:
            async with asyncio.timeout(READY_WITHIN):
                await self._wiring.ping()
        except Exception:  # whatever it is, nothing could be done now
            log.exception("the functions are not ready")
            return False
        return True
