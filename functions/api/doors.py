"""The only way in: a route is registered from its description, and nothing reaches its handler but through the gate."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import azure.functions as func

from functions.api.authorisation import level_of

if TYPE_CHECKING:
    from functions.api.route import Route
    from functions.wiring import Wiring

H = TypeVar("H", bound=Callable[[func.HttpRequest], Awaitable[func.HttpResponse]])


class Doors:
    """The routes of one blueprint."""

    def __init__(self, wiring: Wiring) -> None:
        self.blueprint = func.Blueprint()
        self._wiring = wiring

    def opens(self, route: Route) -> Callable[[H], H]:
        """Register a handler under its description; TypeError for a description that says nobody who may open it."""
        level = level_of(route, self._wiring.api_auth())

        def registered(handler: H) -> H:
            async def guarded(req: func.HttpRequest) -> func.HttpResponse:
                from functions.api.gate import answer

                return await answer(route, req, handler, self._wiring)

            declared = self.blueprint.route(route=route.path, methods=list(route.methods), auth_level=level)
            self.blueprint.function_name(route.name)(declared(guarded))
            return handler

        return registered
