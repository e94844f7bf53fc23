"""The functions over a storage in memory, asked as the host asks them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import azure.functions as func

from functions.function_app import function_app
from functions.wiring import Wiring
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock
from tests.scenarios.house import ENVIRONMENT, FRIDAY


@dataclass(slots=True)
class Asking:
    storage: Storage = field(default_factory=open_memory_storage)
    clock: FakeClock = field(default_factory=lambda: FakeClock(FRIDAY))
    functions: dict[str, Any] = field(default_factory=dict)
    settings_too: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wiring = Wiring({**ENVIRONMENT, **self.settings_too}, storage=self.storage, clock=self.clock)
        self.functions |= {
            str(each.get_function_name()): each.get_user_function() for each in function_app(wiring).get_functions()
        }

    async def __call__(
        self,
        name: str,
        method: str = "GET",
        *,
        headers: Mapping[str, str] | None = None,
        url: str = "/",
        body: bytes = b"",
        route: Mapping[str, str] | None = None,
        **params: str,
    ) -> func.HttpResponse:
        request = func.HttpRequest(method, url, headers=headers, params=params, route_params=route, body=body)
        answer: func.HttpResponse = await self.functions[name](request)
        return answer


def told(answer: func.HttpResponse) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(answer.get_body())
    return read


def kind(answer: func.HttpResponse) -> tuple[int, str]:
    return answer.status_code, str(told(answer)["type"]).removeprefix("urn:passeur:problem:")
