"""A benchmark's other processes. Each one tells where it listens in one line, and ends when its standard input does."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from infra.local.places import ROOT

CPU = "/benchmark/cpu"
_ENDS_WITHIN = 15.0

Config = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Program:
    """A process that we started, by the parent's side."""

    process: subprocess.Popen[str]
    told: Mapping[str, Any]

    @classmethod
    def start(cls, module: str, config: Config) -> Self:
        """Start `python -m module`, and wait for the line that says where it listens."""
        process = subprocess.Popen(  # noqa: S603  # one of our own modules
            [sys.executable, "-m", module],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{json.dumps(config)}\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            process.wait(_ENDS_WITHIN)
            raise RuntimeError(f"{module} ended with {process.returncode} before it listened")
        return cls(process, json.loads(line))

    @property
    def url(self) -> str:
        return str(self.told["url"])

    def stop(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        try:
            self.process.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def serve(opened: Callable[[Config], AbstractAsyncContextManager[web.Application]]) -> None:
    """The child's side: serve what `opened` makes of the configuration, and tell its processor time at CPU."""
    asyncio.run(_serve(opened))


async def _serve(opened: Callable[[Config], AbstractAsyncContextManager[web.Application]]) -> None:
    config = json.loads(await asyncio.to_thread(sys.stdin.readline))
    async with opened(config) as app:
        app.router.add_get(CPU, _cpu)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        sys.stdout.write(json.dumps({"url": f"http://127.0.0.1:{runner.addresses[0][1]}"}) + "\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        await runner.cleanup()


COUNTED: web.AppKey[Callable[[], Awaitable[int]]] = web.AppKey("counted")


async def _cpu(request: web.Request) -> web.Response:
    counted = request.app.get(COUNTED)
    return web.json_response({"cpu": time.process_time(), "counted": await counted() if counted else 0})
