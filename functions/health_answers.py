"""That the functions live, and that they are ready or are not. Why not is for the log: anybody may ask."""

import asyncio
import logging

import azure.functions as func

from functions.answers import json_answer, problem
from functions.wiring import Wiring

READY_WITHIN = 5.0

log = logging.getLogger(__name__)


def answer_health() -> func.HttpResponse:
    return json_answer({"status": "ok"})


async def answer_ready(wiring: Wiring) -> func.HttpResponse:
    try:
        async with asyncio.timeout(READY_WITHIN):
            await wiring.ping()
    except Exception:  # whatever it is, nothing could be done now
        log.exception("the functions are not ready")
        detail = "The functions run, and what they need does not answer. The log says what."
        return problem(503, "not-ready", detail, headers={"Retry-After": "10"})
    return json_answer({"status": "ready"})
