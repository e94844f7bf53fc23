"""The least that any bot does: read the JSON that came, and answer it, or post a message, with bytes that are ready.

With storage, it also writes what a share writes, row for row, by bare signed REST.
"""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import aiohttp
from aiohttp import web

from tests.benchmarks.program import Config, serve
from tests.benchmarks.raw_storage import RawStorage


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes the rows that a share wrote once again, under other keys each time."""

    storage: RawStorage
    transactions: Sequence[tuple[str, Sequence[dict[str, Any]]]]
    message: str

    async def write(self, number: int) -> None:
        run = f"{uuid4().hex[:8]}.{number}"
        for table, rows in self.transactions:
            await self.storage.insert(table, [{**row, "RowKey": f"{row['RowKey']}.{run}"} for row in rows])
        await self.storage.put_message("deliveries", self.message)


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[web.Application]:
    answers: dict[str, Any] = config["answers"]
    numbers = count()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        writing = None
        if config.get("storage"):
            raw = RawStorage.of(config["storage"], session)
            writing = _Writing(raw, config["transactions"], config["message"])

        async def messages(request: web.Request) -> web.Response:
            activity = json.loads(await request.read())
            if activity["type"] == "invoke":
                if writing is not None:
                    await writing.write(next(numbers))
                return web.json_response(answers[activity["replyToId"]])
            conversation = quote(activity["conversation"]["id"], safe="")
            url = f"{activity['serviceUrl']}v3/conversations/{conversation}/activities"
            headers = {"Authorization": "Bearer kept", "Content-Type": "application/json"}
            body = json.dumps(answers["message"]).encode()
            async with session.post(url, data=body, headers=headers) as answer:
                json.loads(await answer.read())
            return web.Response(status=201)

        app = web.Application()
        app.router.add_post("/api/messages", messages)
        yield app


if __name__ == "__main__":
    serve(opened)
