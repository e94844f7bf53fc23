"""An account in front of Azurite that refuses what a test says, with the words of Azure."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL

from infra.local.azurite import ACCOUNT, KEY
from tests.fakes.http_server import HttpServer

_HOP = {"host", "connection", "transfer-encoding", "content-length", "keep-alive"}


@dataclass(slots=True)
class Refusal:
    """Which requests are refused, and how. Tables tell their code in JSON, the others in a header and XML."""

    chosen: Callable[[str, str], bool]
    code: str = "AuthorizationPermissionMismatch"
    status: int = 403


@dataclass(slots=True)
class RefusingStorage:
    """`refuse` a service (table, queue or blob); `date` is the clock of the account, where it is not the right one.

    `renamed` are words of answers that are told as others of the same length.
    """

    connection_string: str = ""
    refusals: dict[str, Refusal] = field(default_factory=dict)
    date: str = ""
    renamed: dict[bytes, bytes] = field(default_factory=dict)
    seen: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(
        self, service: str, *, code: str = "AuthorizationPermissionMismatch", status: int = 403, only: str = ""
    ) -> None:
        """Every request to this service, or those of one HTTP method."""
        self.refusals[service] = Refusal(lambda method, _path: not only or method == only, code, status)


@asynccontextmanager
async def refusing_storage(azurite: str) -> AsyncIterator[RefusingStorage]:
    parts = dict(part.partition("=")[::2] for part in azurite.split(";") if part)
    storage = RefusingStorage()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession(auto_decompress=False))
        places = []
        for service in ("Blob", "Queue", "Table"):
            origin = URL(parts[f"{service}Endpoint"]).origin()
            app = web.Application()
            app.router.add_route("*", "/{path:.*}", _door(storage, service.lower(), origin, session))
            server = await stack.enter_async_context(HttpServer(app))
            places.append(f"{service}Endpoint={server.url}/{ACCOUNT};")
        storage.connection_string = (
            f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};{''.join(places)}"
        )
        yield storage


def _door(storage: RefusingStorage, service: str, origin: URL, session: aiohttp.ClientSession) -> Any:
    async def handle(request: web.Request) -> web.StreamResponse:
        storage.seen.append((service, request.method, request.path))
        refusal = storage.refusals.get(service)
        if refusal is not None and refusal.chosen(request.method, request.path):
            return _refused(service, refusal, storage.date)
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _HOP}
        url = URL(f"{origin}{request.raw_path}", encoded=True)
        body = await request.read()
        # Nothing may be added to what was signed.
        async with session.request(
            request.method, url, headers=headers, data=body or None, skip_auto_headers=("Content-Type", "Accept")
        ) as answer:
            kept = {name: value for name, value in answer.headers.items() if name.lower() not in _HOP}
            if storage.date:
                kept["Date"] = storage.date
            told = await answer.read()
            for word, other in storage.renamed.items():
                told = told.replace(word, other)
            return web.Response(status=answer.status, headers=kept, body=told)

    return handle


def _refused(service: str, refusal: Refusal, date: str) -> web.Response:
    headers = {"x-ms-error-code": refusal.code, **({"Date": date} if date else {})}
    if service == "table":
        body = {"odata.error": {"code": refusal.code, "message": {"lang": "en-US", "value": "This is refused."}}}
        headers |= {"DataServiceVersion": "3.0"}
        return web.json_response(body, status=refusal.status, headers=headers)
    text = (
        f'<?xml version="1.0" encoding="utf-8"?><Error><Code>{refusal.code}</Code><Message>Refused.</Message></Error>'
    )
    return web.Response(status=refusal.status, headers=headers, text=text, content_type="application/xml")
