"""Who opens a route: the one place where it is decided, and a route that declares nobody cannot be made.

With keys, the host compared its key before it called us. With Entra, the host lets everybody through to this.
"""

from dataclasses import dataclass
from typing import Protocol

import azure.functions as func

from functions.api.access import ApiAuth, AppRole, Door
from functions.api.route import Level, Route


class TokenRefused(Exception):
    """The token is none of ours. The message is for our log, never for the caller."""


class TokenKeysAway(Exception):
    """Nothing can be said about a token: Entra's keys were never fetched."""


class RoleMissing(Exception):
    """The token is good, and does not hold the role that the route asks for."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who holds a token, as one name for that person or program; without a token there is none."""

    name: str = ""
    roles: frozenset[str] = frozenset()


class Tokens(Protocol):
    async def caller(self, authorization: str) -> Caller:
        """Raises TokenRefused or TokenKeysAway."""

    async def close(self) -> None: ...


class TokensOf(Protocol):
    """What the wiring knows of tokens; `tokens` is only asked for where tokens are what opens routes."""

    def api_auth(self) -> ApiAuth: ...

    async def tokens(self) -> Tokens: ...


def level_of(route: Route, auth: ApiAuth) -> func.AuthLevel:
    """Which key the host asks for before it calls the function."""
    if not isinstance(route.access, AppRole | Door):
        raise TypeError(f"{route.name} says nobody who may open it")
    if auth is ApiAuth.ENTRA or not route.needs_role:
        return func.AuthLevel.ANONYMOUS
    return func.AuthLevel.ADMIN if route.level is Level.ADMIN else func.AuthLevel.FUNCTION


async def admitted(route: Route, req: func.HttpRequest, wiring: TokensOf) -> Caller:
    """Raises TokenRefused, TokenKeysAway or RoleMissing."""
    if not route.needs_role or wiring.api_auth() is ApiAuth.KEYS:
        return Caller()
    caller = await (await wiring.tokens()).caller(req.headers.get("Authorization", ""))
    if route.access not in caller.roles:
        raise RoleMissing(route.access)
    return caller
