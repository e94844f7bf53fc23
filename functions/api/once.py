"""Idempotency-Key: a write that was sent twice is done once, and its answer told twice."""

import hashlib
import json
import logging
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import urlsplit

import azure.functions as func

from functions.answers import problem
from passeur.backend import Backend
from passeur.errors import StorageUnavailable
from passeur.requests.kept_answers import Answered, Asked, Known, Mine

log = logging.getLogger(__name__)

NAME = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r"[!-~]{1,200}")
# How the host's own key may come, which is no part of what is asked.
_HOST_KEY = "code"


async def answered_once(
    req: func.HttpRequest,
    handler: Callable[[func.HttpRequest], Awaitable[func.HttpResponse]],
    backend: Backend,
    caller: str,
) -> func.HttpResponse:
    """The handler's answer, or the one that it gave this caller for the same key within a day."""
    key = req.headers[NAME]
    if not _KEY.fullmatch(key):
        return problem(400, "bad-idempotency-key", f"{NAME} takes 1 to 200 visible ASCII characters, such as a UUID.")
    tenant_id = backend.organisation.tenant_id
    asked = Asked(_hash(caller, key), _fingerprint(req), backend.clock())
    begun = await backend.kept_answers.begin(tenant_id, asked)
    if isinstance(begun, Known):
        return _known(begun, asked)
    told: func.HttpResponse | None = None
    try:
        told = await handler(req)
    finally:
        await _finish(backend, tenant_id, begun, told)
    return told


async def _finish(backend: Backend, tenant_id: str, mine: Mine, told: func.HttpResponse | None) -> None:
    """A fault is not kept: whoever asks again may have better luck."""
    kept = None
    if told is not None and told.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        kept = Answered(told.status_code, told.mimetype, json.dumps(told.get_body().decode()))
    try:
        await backend.kept_answers.finish(tenant_id, mine, kept)
    except ValueError:
        # Longer than a row holds: the next one with this key does the work again, as without a key.
        await backend.kept_answers.finish(tenant_id, mine, None)
    except StorageUnavailable:
        # The work is done, and its answer is told now or never.
        log.warning("an answer could not be kept")


def _known(known: Known, asked: Asked) -> func.HttpResponse:
    if known.fingerprint != asked.fingerprint:
        return problem(422, "key-used-otherwise", f"This {NAME} came with another request: give each its own.")
    if known.answer is None:
        detail = f"The first request with this {NAME} is not answered yet. Ask again in a moment."
        return problem(409, "request-under-way", detail, headers={"Retry-After": "5"})
    return func.HttpResponse(
        json.loads(known.answer.body),
        status_code=known.answer.status,
        headers={REPLAYED: "true"},
        mimetype=known.answer.media,
        charset="utf-8",
    )


def _fingerprint(req: func.HttpRequest) -> str:
    asked = {name: value for name, value in req.params.items() if name != _HOST_KEY}
    where = [req.method, urlsplit(req.url).path, sorted(req.route_params.items()), sorted(asked.items())]
    return _hash(json.dumps(where), hashlib.sha256(req.get_body()).hexdigest())


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
