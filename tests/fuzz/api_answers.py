"""Sends requests to the API, and holds every answer against the description."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from tests.fuzz.api_requests import Asked
from tests.fuzz.conformance import Description

_AT_ONCE = 6
_NOWHERE = ("no-such-route", "no-such-method", "no-token")


@dataclass(slots=True)
class Answers:
    """`faults` say what nobody should have got, and for which request."""

    url: str
    described: Description
    session: aiohttp.ClientSession
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    async def ask(self, asked: Asked) -> int:
        url = URL(f"{self.url}{asked.target}", encoded=True)
        headers = {name: value.encode("latin-1", "replace").decode("latin-1") for name, value in asked.headers.items()}
        async with self.session.request(
            asked.method,
            url,
            headers=headers,
            data=asked.body or None,
            allow_redirects=False,
            skip_auto_headers=("Content-Type",),
        ) as answer:
            body = await answer.read()
        self.statuses[answer.status] += 1
        if wrong := self._wrong(asked, answer, body):
            self.faults.append(f"{asked.method} {asked.target[:300]} {asked.headers}: {wrong}; {body[:300]!r}")
        return answer.status

    async def ask_all(self, every: Iterable[Asked]) -> None:
        waiting = iter(every)

        async def some() -> None:
            for asked in waiting:
                await self.ask(asked)

        await asyncio.gather(*(some() for _ in range(_AT_ONCE)))

    def _wrong(self, asked: Asked, answer: aiohttp.ClientResponse, body: bytes) -> str:
        if answer.status >= 500:
            return f"{answer.status}"
        if asked.method == "HEAD":
            return ""
        path = self.described.path_of(URL(asked.target, encoded=True).raw_path.removeprefix("/api"))
        operation = self.described.document["paths"].get(path, {}).get(asked.method.lower()) if path else None
        if operation is None:
            told = json.loads(body).get("type", "") if body else ""
            return "" if str(told).rpartition(":")[2] in _NOWHERE else f"{answer.status} where there is no route"
        return self.described.broken(operation, answer.status, answer.headers, body)
