"""The part of the Bot Connector that knows people: who is in a conversation, and the chat with one of them."""

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from aiohttp import web

from tests.fakes.windows import Windows

# Microsoft's "Rate limiting for agents", for reading the members of one conversation.
READS = ((14, 1.0), (16, 2.0), (120, 30.0), (3600, 3600.0))
SMALLEST_PAGE, LARGEST_PAGE = 50, 500
_ENTRA_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def a_member(person_id: str, name: str, **more: Any) -> dict[str, Any]:
    """Somebody of a roster, as Teams writes them."""
    said = {"id": f"29:{person_id}", "aadObjectId": person_id, "name": name, "userRole": "user"}
    return {**said, **more}


@dataclass(slots=True)
class FakeRosters:
    """`members` are those of each conversation, `chats` those that were opened, by the member's id.

    Chats open with whom `reachable` holds; None means everybody. `asked` counts the pages that were read; `faults` are
    the next answers, by status, each with a Retry-After of a second. `clock` is in seconds and switches the windows on.
    """

    members: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    chats: dict[str, str] = field(default_factory=dict)
    reachable: set[str] | None = None
    opened: list[Mapping[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    faults: deque[int] = field(default_factory=deque)
    violations: list[str] = field(default_factory=list)
    tokens: set[str] | None = None
    windows: Windows | None = None

    def limit(self, clock: Callable[[], float]) -> None:
        self.windows = Windows(clock, in_a_conversation=READS)

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/v3/conversations/{conversation}/pagedmembers", self._page)
        app.router.add_post("/v3/conversations", self._open)

    async def _page(self, request: web.Request) -> web.Response:
        conversation, query = request.match_info["conversation"], dict(request.query)
        if (refused := self._refused(request)) is not None:
            return refused
        if self.windows is not None and (wait := self.windows.admit(conversation)) is not None:
            self.violations.append(f"a roster is read too often: {wait:.1f} s too early")
            return _error(HTTPStatus.TOO_MANY_REQUESTS, "Throttled")
        self.asked.append(conversation)
        size, start = query.pop("pageSize", ""), query.pop("continuationToken", "0/+==")
        if not size.isdecimal() or not SMALLEST_PAGE <= int(size) <= LARGEST_PAGE or query:
            return self._violation(f"a roster asked for by {request.query_string}")
        if not start.endswith("/+=="):
            return self._violation(f"a continuation token that is not ours: {start}")
        first = int(start.removesuffix("/+=="))
        everybody = self.members.get(conversation, [])
        body: dict[str, Any] = {"members": everybody[first : first + int(size)]}
        if first + int(size) < len(everybody):
            body["continuationToken"] = f"{first + int(size)}/+=="
        return web.json_response(body)

    async def _open(self, request: web.Request) -> web.Response:
        if (refused := self._refused(request)) is not None:
            return refused
        body = await request.json()
        tenant = body.get("tenantId")
        member = body["members"][0]["id"] if len(body.get("members", ())) == 1 else ""
        if body.get("isGroup") is not False or not tenant or body.get("channelData") != {"tenant": {"id": tenant}}:
            return self._violation(f"a chat asked for with {sorted(body)}")
        if not (member.startswith("29:") or _ENTRA_ID.fullmatch(member)):
            return self._violation("a chat has one member, with an id of Teams or of Entra")
        if "bot" in body and not body["bot"]["id"].startswith("28:"):
            return self._violation(f"the bot is {body['bot']}")
        self.opened.append(body)
        if self.reachable is not None and member not in self.reachable:
            return _error(HTTPStatus.FORBIDDEN, "BotNotInConversationRoster")
        chat = self.chats.setdefault(member, f"a:opened-{len(self.chats) + 1}")
        return web.json_response({"id": chat}, status=HTTPStatus.CREATED)

    def _refused(self, request: web.Request) -> web.Response | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or None
        if self.tokens is not None and token not in self.tokens:
            return _error(HTTPStatus.UNAUTHORIZED, "BotNotRegistered")
        return _error(self.faults.popleft(), "Fault") if self.faults else None

    def _violation(self, what: str) -> web.Response:
        self.violations.append(what)
        return _error(HTTPStatus.BAD_REQUEST, "BadSyntax")


def _error(status: int, code: str) -> web.Response:
    headers = {"Retry-After": "1"} if status == HTTPStatus.TOO_MANY_REQUESTS else None
    return web.json_response({"error": {"code": code, "message": code}}, status=status, headers=headers)
