"""A proxy in front of an HTTP server that can fail in the ways in which networks and servers fail."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum

Head = tuple[str, str]


class Fault(Enum):
    # The request never reaches the server.
    DROP = "the connection breaks"
    HANG = "nobody answers"
    BUSY = "the answer is 503"
    STRANGER = "something else answers, and says 200"
    # The server does what was asked, and nobody hears of it.
    CUT = "the connection breaks before the answer"
    HALF = "the connection breaks in the middle of the answer"
    SILENCE = "the answer never comes"


NOT_DONE = (Fault.DROP, Fault.HANG, Fault.BUSY, Fault.STRANGER)
DONE_UNHEARD = (Fault.CUT, Fault.HALF, Fault.SILENCE)
_ANSWERS = {
    Fault.BUSY: b"HTTP/1.1 503 Server Busy\r\nContent-Length: 0\r\n\r\n",
    Fault.STRANGER: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<p>Sign in</p>",
}


def every_request(_method: str) -> bool:
    return True


def every_write(method: str) -> bool:
    return method not in ("GET", "HEAD")


@dataclass
class CuttingProxy:
    """`fail` makes every chosen request fail until `heal`; `skip` lets so many chosen ones pass first, `times` fail."""

    host: str
    port: int
    seen: list[str] = field(default_factory=list)
    _fault: Fault | None = None
    _chosen: Callable[[str], bool] = every_request
    _skip: int = 0
    _times: int | None = None
    _server: asyncio.Server | None = None
    _clients: set[asyncio.StreamWriter] = field(default_factory=set)

    def fail(
        self, fault: Fault, chosen: Callable[[str], bool] = every_request, *, skip: int = 0, times: int | None = None
    ) -> None:
        self._fault, self._chosen, self._skip, self._times = fault, chosen, skip, times

    def heal(self) -> None:
        self._fault = None

    @property
    def listens_on(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def stop(self) -> None:
        """From now on connections are refused."""
        assert self._server is not None
        self._server.close()
        for client in tuple(self._clients):
            client.transport.abort()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients.add(writer)
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while await self._pass_on(await _message(reader), reader, writer):
                    pass
        finally:
            self._clients.discard(writer)
            writer.transport.abort()

    async def _pass_on(self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        self.seen.append(request.split(b"\r\n", 1)[0].decode())
        fault = self._next_fault(self.seen[-1].split(" ")[0])
        if fault is Fault.DROP:
            return False
        if fault in _ANSWERS:
            writer.write(_ANSWERS[fault])
            return True
        if fault is Fault.HANG:
            await reader.read()
            return False
        answer = await self._answer(request)
        if fault is Fault.SILENCE:
            await reader.read()
        if fault is Fault.HALF:
            writer.write(answer[: len(answer) // 2])
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        if fault is not None:
            return False
        writer.write(answer)
        await writer.drain()
        return True

    def _next_fault(self, method: str) -> Fault | None:
        if self._fault is None or not self._chosen(method):
            return None
        if self._skip:
            self._skip -= 1
            return None
        if self._times is not None:
            self._times -= 1
            if self._times < 0:
                return None
        return self._fault

    async def _answer(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(request)
            return await _message(reader)
        finally:
            writer.close()
            await writer.wait_closed()


@asynccontextmanager
async def cutting_proxy(host: str, port: int) -> AsyncIterator[CuttingProxy]:
    proxy = CuttingProxy(host, port)
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.stop()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One HTTP message, whole."""
    head = await reader.readuntil(b"\r\n\r\n")
    headers = dict(_header(line) for line in head.split(b"\r\n")[1:] if line)
    if "chunked" in headers.get("transfer-encoding", ""):
        body = b""
        while True:
            size = await reader.readuntil(b"\r\n")
            chunk = await reader.readexactly(int(size, 16) + 2)
            body += size + chunk
            if int(size, 16) == 0:
                return head + body
    return head + await reader.readexactly(int(headers.get("content-length", "0")))


def _header(line: bytes) -> Head:
    name, _, value = line.decode("latin-1").partition(":")
    return name.strip().lower(), value.strip().lower()
