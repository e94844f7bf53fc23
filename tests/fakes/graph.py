"""Microsoft Graph, on loopback: a tenant's users, listed, delta by delta, as strictly as Graph documents it."""

import itertools
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from tests.fakes.connector import Cut, Fault, Status
from tests.fakes.http_server import HttpServer

PROPERTIES = frozenset(
    {
        "id",
        "displayName",
        "department",
        "jobTitle",
        "officeLocation",
        "preferredLanguage",
        "accountEnabled",
        "userType",
        "mail",
    }
)
EXPAND = "manager($select=id)"
MOST_IN_BATCH = 20


@dataclass(slots=True)
class User:
    """A user as Entra has them; None is a property that was never set. `version` is when they last changed."""

    id: str
    properties: dict[str, Any]
    manager: str | None = None
    version: int = 0
    manager_version: int = 0
    is_removed: bool = False


@dataclass(slots=True)
class FakeGraph:
    """Keeps `requests`, and `violations` of what Graph documents, for a test to deny.

    `tokens` are those it accepts; `clock` is in seconds, and tells calls that come before a Retry-After is over.
    `page_size` is of the delta query. With `splits`, a user's manager is told apart from the rest, as Graph may;
    with `tells_managers` False it never is.
    """

    tokens: set[str]
    clock: Callable[[], float]
    page_size: int = 100
    splits: bool = False
    tells_managers: bool = True
    lets_in: bool = True
    requests: list[str] = field(default_factory=list)
    batched: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)
    _server: HttpServer = field(init=False)
    _faults: deque[Fault] = field(default_factory=deque)
    _batch_faults: deque[int] = field(default_factory=deque)
    _tokens: dict[str, tuple[int, int, tuple[str, ...], int]] = field(default_factory=dict)
    _version: int = 0
    _away_until: float = 0.0
    _serial: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        app = web.Application()
        app.router.add_get("/v1.0/users/delta", self._delta)
        app.router.add_get("/v1.0/users", self._list)
        app.router.add_post("/v1.0/$batch", self._batch)
        app.router.add_route("*", "/{path:.*}", self._unknown)
        self._server = HttpServer(app)

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)

    @property
    def url(self) -> str:
        return self._server.url

    def put(self, user_id: str, *, manager: str | None = None, **properties: Any) -> None:
        """Create a user, or set some of their properties; a manager of "" is taken away."""
        self._version += 1
        user = self.users.get(user_id)
        if user is None or user.is_removed:
            user = self.users[user_id] = User(user_id, {"accountEnabled": True, "userType": "Member"})
        user.properties |= properties
        user.version = self._version
        if manager is not None:
            user.manager, user.manager_version = manager or None, self._version

    def remove(self, user_id: str) -> None:
        self._version += 1
        self.users[user_id].is_removed, self.users[user_id].version = True, self._version

    def forget_tokens(self) -> None:
        """What happens to delta tokens after seven days, or in a migration of the tenant."""
        self._tokens.clear()

    def fail_next(self, fault: Fault, *, times: int = 1) -> None:
        self._faults.extend([fault] * times)

    def fail_next_in_batch(self, status: int, *, times: int = 1) -> None:
        """Answer the next requests inside a batch with a status."""
        self._batch_faults.extend([status] * times)

    async def _delta(self, request: web.Request) -> web.StreamResponse:
        if (refused := await self._checked(request)) is not None:
            return refused
        query = dict(parse_qsl(request.query_string, keep_blank_values=True))
        token = query.get("$skiptoken") or query.get("$deltatoken")
        if token is None:
            fields = tuple(query.get("$select", "").split(","))
            if set(query) != {"$select"} or (wrong := set(fields) - PROPERTIES - {"manager"}):
                return self._violation(f"delta query {request.query_string}: {sorted(wrong) if query else ''}")
            since, offset, upto = 0, 0, self._version
        else:
            if len(query) != 1:
                return self._violation("a link with more than its token")
            if token not in self._tokens:
                where = f"{self.url}/v1.0/users/delta?$deltatoken="
                return _error(HTTPStatus.GONE, "resyncRequired", {"Location": where})
            since, offset, fields, upto = self._tokens[token]
            upto = upto or self._version
        return self._page(since, offset, fields, upto)

    def _page(self, since: int, offset: int, fields: tuple[str, ...], upto: int) -> web.Response:
        changed = [user for user in self.users.values() if since < user.version <= upto]
        told = [piece for user in changed for piece in self._pieces(user, fields, since)]
        page = told[offset : offset + self.page_size]
        answer: dict[str, Any] = {"@odata.context": f"{self.url}/v1.0/$metadata#users", "value": page}
        if offset + self.page_size < len(told):
            answer["@odata.nextLink"] = self._link("$skiptoken", (since, offset + self.page_size, fields, upto))
        else:
            answer["@odata.deltaLink"] = self._link("$deltatoken", (upto, 0, fields, 0))
        return web.json_response(answer)

    def _link(self, name: str, where: tuple[int, int, tuple[str, ...], int]) -> str:
        token = f"t{next(self._serial)}-AbC_"
        self._tokens[token] = where
        return f"{self.url}/v1.0/users/delta?{name}={token}"

    def _pieces(self, user: User, fields: tuple[str, ...], since: int) -> list[dict[str, Any]]:
        if user.is_removed:
            return [{"id": user.id, "@removed": {"reason": "changed"}}] if since else []
        plain = {"id": user.id} | {name: user.properties[name] for name in fields if name in user.properties}
        manager: dict[str, Any] = {}
        if "manager" in fields and self.tells_managers and user.manager_version > since:
            kind = {"@odata.type": "#microsoft.graph.user"}
            if user.manager is not None:
                manager = {"manager@delta": [kind | {"id": user.manager}]}
            elif since:
                manager = {"manager@delta": [kind | {"id": user.id, "@removed": {"reason": "deleted"}}]}
        if self.splits and manager:
            return [plain, {"id": user.id} | manager] if not since else [{"id": user.id} | manager]
        return [plain | manager]

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if (refused := await self._checked(request)) is not None:
            return refused
        query = dict(parse_qsl(request.query_string))
        skip = int(query.pop("$skiptoken", "0"))
        if query != {"$select": "id", "$expand": EXPAND, "$top": "999"}:
            return self._violation(f"list of users {request.query_string}")
        there = [user for user in self.users.values() if not user.is_removed]
        value = [self._whole(user, ("id",)) for user in there[skip : skip + self.page_size]]
        answer: dict[str, Any] = {"value": value}
        if skip + self.page_size < len(there):
            answer["@odata.nextLink"] = (
                f"{self.url}/v1.0/users?$select=id&$expand={EXPAND}&$top=999&$skiptoken={skip + self.page_size}"
            )
        return web.json_response(answer)

    async def _batch(self, request: web.Request) -> web.StreamResponse:
        if (refused := await self._checked(request)) is not None:
            return refused
        requests = (json.loads(await request.read())).get("requests")
        if not isinstance(requests, list) or not 0 < len(requests) <= MOST_IN_BATCH:
            return self._violation("a batch has 1 to 20 requests")
        if len({each["id"] for each in requests}) < len(requests):
            return self._violation("an id twice in a batch")
        answers = [self._single(each) for each in requests]
        # Graph answers in any order.
        return web.json_response({"responses": answers[::-1]})

    def _single(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        url = urlsplit(asked["url"])
        query = dict(parse_qsl(url.query))
        fields = tuple(query.get("$select", "").split(","))
        if asked["method"] != "GET" or set(fields) - PROPERTIES or query.get("$expand") != EXPAND:
            self.violations.append(f"in a batch: {asked}")
            return {"id": asked["id"], "status": 400, "body": {"error": {"code": "BadRequest"}}}
        user_id = url.path.removeprefix("/users/")
        self.batched.append(user_id)
        if self._batch_faults:
            status = self._batch_faults.popleft()
            return {"id": asked["id"], "status": status, "headers": {"Retry-After": "3"}, "body": {"error": {}}}
        user = self.users.get(user_id)
        if user is None or user.is_removed:
            return {"id": asked["id"], "status": 404, "body": {"error": {"code": "Request_ResourceNotFound"}}}
        return {"id": asked["id"], "status": 200, "headers": {}, "body": self._whole(user, fields)}

    def _whole(self, user: User, fields: Sequence[str]) -> dict[str, Any]:
        body = {"id": user.id} | {name: user.properties.get(name) for name in fields if name != "id"}
        return body | (
            {"manager": {"@odata.type": "#microsoft.graph.user", "id": user.manager}} if user.manager else {}
        )

    async def _checked(self, request: web.Request) -> web.StreamResponse | None:
        """What becomes of a call before anybody looks at what it asks for."""
        self.requests.append(request.path_qs)
        if self.clock() < self._away_until:
            self.violations.append("a call before the Retry-After was over")
            return self._throttled("5")
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return _error(HTTPStatus.UNAUTHORIZED, "InvalidAuthenticationToken")
        if not self.lets_in:
            return _error(HTTPStatus.FORBIDDEN, "Authorization_RequestDenied")
        return self._mishap(request)

    def _mishap(self, request: web.Request) -> web.Response | None:
        fault = self._faults.popleft() if self._faults else None
        if fault is None:
            return None
        if isinstance(fault, Status):
            asked = fault.headers.get("Retry-After")
            return self._throttled(asked, fault.status) if asked else _error(fault.status, fault.code or "")
        assert fault is Cut.BEFORE, fault
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _throttled(self, seconds: str, status: int = HTTPStatus.TOO_MANY_REQUESTS) -> web.Response:
        self._away_until = self.clock() + float(seconds)
        return _error(status, "TooManyRequests", {"Retry-After": seconds})

    async def _unknown(self, request: web.Request) -> web.Response:
        return self._violation(f"no such path: {request.method} {request.path_qs}")

    def _violation(self, what: str) -> web.Response:
        self.violations.append(what)
        return _error(HTTPStatus.BAD_REQUEST, "BadRequest")


def _error(status: int, code: str, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.json_response({"error": {"code": code, "message": code}}, status=status, headers=headers)
