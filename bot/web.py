"""The bot's doors: messages from Bot Service, and two questions from whoever watches over the process."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus

from aiohttp import web
from botbuilder.core import Bot, InvokeResponse

from bot.activity_json import json_default
from bot.adapter import TeamsAdapter, TurnFailed
from bot.admission import Admission
from bot.recent_look import RecentLook
from bot.rejection import Reason, Rejected
from bot.request_body import BIGGEST_BODY, read_body
from passeur.logs.correlation import correlated, new_id
from passeur.logs.safe import Safe
from passeur.logs.sparing import Sparing
from passeur.telemetry.names import Attribute, Metric
from passeur.telemetry.watch import watching

CORRELATION_HEADER = "X-Correlation-Id"
READY_WITHIN = 5.0
RETRY_AFTER_KEYS = "5"

Ready = Callable[[], Awaitable[bool]]

_log = logging.getLogger(__name__)


def make_web_app(*, adapter: TeamsAdapter, bot: Bot, admission: Admission, ready: Ready) -> web.Application:
    """`POST /api/messages`, `GET /healthz` (the process lives) and `GET /readyz` (what it depends on answers).

    Readiness is looked at for five seconds at most and told for five: anybody may ask, and a look costs a table call.
    """
    strangers = Sparing()

    async def messages(request: web.Request) -> web.Response:
        turn = new_id()
        with correlated(turn=turn):
            return await _turn(request, turn)

    async def _turn(request: web.Request, turn: Safe) -> web.Response:
        try:
            admitted = await admission.admit(
                content_type=request.content_type,
                charset=request.charset,
                authorization=request.headers.getall("Authorization", []),
                body=await read_body(request),
            )
        except Rejected as rejected:
            return _turned_away(rejected, strangers)
        try:
            return _answered(await adapter.answer(admitted, bot))
        except TurnFailed:
            return _failed(turn)
        except Exception:  # noqa: BLE001  # whatever it was, the sender gets an id and the log the rest
            _log.exception("turn failed, correlation id %s", turn)
            return _failed(turn)

    recent = RecentLook(partial(_look, ready))

    async def is_ready(_request: web.Request) -> web.Response:
        if await recent():
            return web.json_response({"status": "ready"})
        return web.json_response({"status": "not ready"}, status=HTTPStatus.SERVICE_UNAVAILABLE)

    app = web.Application(client_max_size=BIGGEST_BODY)
    app.on_response_prepare.append(_say_less)
    app.on_cleanup.append(lambda _: recent.close())
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", _is_alive)
    app.router.add_get("/readyz", is_ready)
    return app


async def _say_less(_request: web.Request, response: web.StreamResponse) -> None:
    """Nobody needs to know which version of what answers, nor to guess what an answer is."""
    response.headers["Server"] = "passeur"
    response.headers["X-Content-Type-Options"] = "nosniff"


async def _look(ready: Ready) -> bool:
    try:
        async with asyncio.timeout(READY_WITHIN):
            return await ready()
    except Exception:  # noqa: BLE001  # not ready, for whatever reason
        _log.exception("readiness could not be told")
        return False


async def _is_alive(_request: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _answered(response: InvokeResponse | None) -> web.Response:
    if response is None:
        return web.Response(status=HTTPStatus.CREATED)
    if response.body is None:
        return web.Response(status=response.status)
    text = json.dumps(response.body, ensure_ascii=False, separators=(",", ":"), default=json_default)
    return web.Response(status=response.status, text=text, content_type="application/json")


def _turned_away(rejected: Rejected, strangers: Sparing) -> web.Response:
    left_out = strangers.left_out(rejected.reason)
    if left_out is not None:
        _log.warning("request turned away: %s, %d more since the last line", rejected, left_out)
    watching().add(Metric.REQUEST_REFUSED, {Attribute.REASON: rejected.reason.value})
    headers = {}
    if rejected.reason is Reason.UNAUTHENTICATED:
        headers["WWW-Authenticate"] = "Bearer"
    elif rejected.reason is Reason.KEYS_UNAVAILABLE:
        headers["Retry-After"] = RETRY_AFTER_KEYS
    return web.json_response({"error": {"code": rejected.reason}}, status=rejected.reason.status, headers=headers)


def _failed(correlation_id: str) -> web.Response:
    return web.json_response({}, status=HTTPStatus.INTERNAL_SERVER_ERROR, headers={CORRELATION_HEADER: correlation_id})
