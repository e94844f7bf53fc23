"""The Bot Connector, on loopback: keeps what a person would see, and refuses what Teams would refuse."""

import asyncio
import itertools
import json
import math
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Self

from aiohttp import web

from tests.fakes.http_server import HttpServer
from tests.fakes.rosters import FakeRosters
from tests.fakes.windows import Windows

BIGGEST_MESSAGE = 80 * 1024
ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive"


class Cut(StrEnum):
    """How an answer goes missing."""

    BEFORE = "before"
    AFTER = "after"
    HANG = "hang"
    # The work is done, and the answer never comes.
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Status:
    """An answer other than the good one; the activity is not posted."""

    status: int
    code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None


Fault = Cut | Status
# What goes wrong with a call, if anything: see tests/fakes/mishaps.py.
Plan = Callable[["Call"], Fault | None]


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    conversation_id: str
    activity_id: str | None
    activity: Mapping[str, Any] | None
    token: str | None


@dataclass(frozen=True, slots=True)
class Message:
    conversation_id: str
    activity: Mapping[str, Any]

    @property
    def card(self) -> Any:
        """The card of a message that carries one."""
        return self.activity["attachments"][0]["content"]


class FakeConnector:
    """Keeps `calls` in their order, `messages` as they are now, and `violations` of the protocol, for a test to deny.

    `tokens` are those that it accepts; None asks for none, as the local stack does. `before_next_post` happens while
    the next message is on its way. `windows` are the limits that it enforces, `plan` what goes wrong with each call.
    `posted` counts the messages of each conversation, `answered` the answers by status; with `keeps` False nothing
    else is remembered, however many calls there are.
    """

    def __init__(
        self,
        *,
        tokens: set[str] | None = None,
        windows: Windows | None = None,
        plan: Plan | None = None,
        keeps: bool = True,
    ) -> None:
        self.tokens = tokens
        self.windows = windows
        self.plan = plan
        self.keeps = keeps
        self.posted: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.calls: list[Call] = []
        self.messages: dict[str, Message] = {}
        self.violations: list[str] = []
        self.people = FakeRosters(tokens=tokens, violations=self.violations)
        self.before_next_post: Callable[[], Awaitable[None]] | None = None
        self.hanging = asyncio.Event()
        self._faults: deque[Fault] = deque()
        self._ids = itertools.count(1_700_000_000_001)
        app = web.Application(client_max_size=1 << 22)
        # Any id at all: aiohttp's own pattern refuses braces.
        place = "/v3/conversations/{conversation:[^/]+}/activities"
        app.router.add_post(place, self._post)
        app.router.add_post(f"{place}/{{activity:[^/]+}}", self._post)
        app.router.add_put(f"{place}/{{activity:[^/]+}}", self._put)
        app.router.add_delete(f"{place}/{{activity:[^/]+}}", self._delete)
        self.people.add_to(app)
        app.router.add_route("*", "/{path:.*}", self._unknown)
        self._server = HttpServer(app)

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)

    @property
    def url(self) -> str:
        """The service URL to put in activities and addresses."""
        return f"{self._server.url}/"

    def fail_next(self, fault: Fault, *, times: int = 1) -> None:
        """Answer the next calls with a fault, in the order in which faults were added."""
        self._faults.extend([fault] * times)

    def messages_in(self, conversation_id: str) -> list[Message]:
        return [message for message in self.messages.values() if message.conversation_id == conversation_id]

    async def _post(self, request: web.Request) -> web.StreamResponse:
        meanwhile, self.before_next_post = self.before_next_post, None
        if meanwhile is not None:
            await meanwhile()
        return await self._handle(request)

    async def _put(self, request: web.Request) -> web.StreamResponse:
        return await self._handle(request)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        return await self._handle(request)

    async def _unknown(self, request: web.Request) -> web.Response:
        return self._violation(f"no such path: {request.method} {request.raw_path}", HTTPStatus.NOT_FOUND)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or None
        try:
            activity = json.loads(body) if request.method != "DELETE" else None
        except ValueError:
            return self._violation("body is not JSON", HTTPStatus.BAD_REQUEST)
        call = Call(
            request.method,
            request.match_info["conversation"],
            request.match_info.get("activity"),
            activity,
            token,
        )
        if self.keeps:
            self.calls.append(call)
        wait = self.windows.admit(call.conversation_id) if self.windows is not None else None
        if wait is not None:
            return self._told(Status(HTTPStatus.TOO_MANY_REQUESTS, "Throttled", _asking(wait)))
        if self.tokens is not None and token not in self.tokens:
            return _error(HTTPStatus.UNAUTHORIZED, "BotNotRegistered")
        fault = self._faults.popleft() if self._faults else self.plan(call) if self.plan is not None else None
        if isinstance(fault, Status):
            return self._told(fault)
        self.answered[str(fault or "done")] += 1
        if fault is Cut.HANG:
            await self._silent()
        if fault is Cut.BEFORE:
            return _cut(request)
        answer = self._checked(request, call) or self._perform(call)
        if fault is Cut.SILENCE:
            await self._silent()
        return _cut(request) if fault is Cut.AFTER else answer

    async def _silent(self) -> None:
        self.hanging.set()
        await asyncio.Event().wait()

    def _told(self, fault: Status) -> web.Response:
        self.answered[str(fault.status)] += 1
        if fault.status == HTTPStatus.TOO_MANY_REQUESTS and self.windows is not None:
            self.windows.refused(float(fault.headers.get("Retry-After", "1")))
        return _answer(fault)

    def _checked(self, request: web.Request, call: Call) -> web.Response | None:
        if call.method == "DELETE":
            return None
        if request.content_type != "application/json":
            return self._violation(f"content type {request.content_type}", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        if not isinstance(call.activity, dict) or not isinstance(call.activity.get("type"), str):
            return self._violation("an activity has a type", HTTPStatus.BAD_REQUEST)
        size = len(json.dumps(call.activity, ensure_ascii=False).encode("utf-16-le"))
        if size > BIGGEST_MESSAGE:
            return self._violation(f"{size} bytes of UTF-16", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "MessageSizeTooBig")
        for attachment in call.activity.get("attachments", ()):
            card = attachment.get("content")
            if attachment.get("contentType") == ADAPTIVE_CARD and (
                not isinstance(card, dict) or card.get("type") != "AdaptiveCard" or "version" not in card
            ):
                return self._violation("an Adaptive Card has a type and a version", HTTPStatus.BAD_REQUEST)
        return None

    def _perform(self, call: Call) -> web.Response:
        if call.method == "POST" and call.activity is not None:
            if call.activity["type"] != "message":
                return web.json_response({}, status=HTTPStatus.CREATED)
            activity_id = str(next(self._ids))
            self.posted[call.conversation_id] += 1
            if self.keeps:
                self.messages[activity_id] = Message(call.conversation_id, call.activity)
            # Teams makes two messages of a text and a card, and then names neither.
            is_split = bool(call.activity.get("text")) and bool(call.activity.get("attachments"))
            return web.json_response({} if is_split else {"id": activity_id}, status=HTTPStatus.CREATED)
        if not self.keeps:
            return web.json_response({"id": call.activity_id})
        known = self.messages.get(call.activity_id or "")
        if call.activity_id is None or known is None or known.conversation_id != call.conversation_id:
            return _error(HTTPStatus.NOT_FOUND, "ActivityNotFoundInConversation")
        if call.method == "DELETE":
            del self.messages[call.activity_id]
            return web.Response()
        self.messages[call.activity_id] = Message(call.conversation_id, call.activity or {})
        return web.json_response({"id": call.activity_id})

    def _violation(self, what: str, status: HTTPStatus, code: str = "BadSyntax") -> web.Response:
        self.violations.append(what)
        return _error(status, code)


def _error(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": code}}, status=status)


def _answer(fault: Status) -> web.Response:
    if fault.text is not None:
        return web.Response(status=fault.status, headers=fault.headers, text=fault.text)
    error = {"error": {"code": fault.code, "message": fault.code}} if fault.code else {}
    return web.json_response(error, status=fault.status, headers=fault.headers)


def _asking(wait: float) -> Mapping[str, str]:
    return {"Retry-After": str(math.ceil(wait))}


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
