"""The local functions host: what `func start` would run, from the same FunctionApp and the same host.json."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from aiohttp import web
from azure.storage.queue.aio import QueueServiceClient

from infra.local.functions_host.access import Keys
from infra.local.functions_host.admin_routes import AdminRoutes, Trigger
from infra.local.functions_host.clock import Clock, SystemClock
from infra.local.functions_host.host_problems import refusals_are_problems
from infra.local.functions_host.host_settings import HostSettings
from infra.local.functions_host.http_routes import http_routes
from infra.local.functions_host.index import IndexedFunction, QueueTrigger, TimerTrigger
from infra.local.functions_host.invocation import Caller
from infra.local.functions_host.queues import QueueListener
from infra.local.functions_host.timer_statuses import TimerStatuses
from infra.local.functions_host.timers import Timer, check_schedule
from infra.local.ports import LOOPBACK
from passeur.logs.safe import Safe

log = logging.getLogger("functions")

_FINISHES_WITHIN = 15.0
_POLL = timedelta(milliseconds=200)
# As long an address as Azure takes.
_LONGEST_LINE = 64 * 1024


@dataclass(slots=True)
class FunctionsHost:
    """Serves functions until it is stopped. `poll` is how often an empty queue is looked at: Azure waits longer."""

    functions: Sequence[IndexedFunction]
    settings: HostSettings
    keys: Keys
    connection_string: str
    statuses: TimerStatuses
    clock: Clock = field(default_factory=SystemClock)
    poll: timedelta = _POLL
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _runner: web.AppRunner | None = None

    async def start(self, port: int) -> int:
        """Listen on this machine and start the timers and queues; the port, which is a free one for 0."""
        caller = Caller(self.settings.function_timeout)
        storage = QueueServiceClient.from_connection_string(self.connection_string)
        timers = [
            Timer(function, function.trigger, caller, self.statuses, self.clock)
            for function in self.functions
            if isinstance(function.trigger, TimerTrigger)
        ]
        listeners = [
            QueueListener(function, function.trigger, caller, storage, self.settings.queues, self.poll)
            for function in self.functions
            if isinstance(function.trigger, QueueTrigger)
        ]
        for timer in timers:
            check_schedule(timer.function, timer.trigger)
        triggers: dict[str, Trigger] = {timer.function.name: partial(_fire, timer) for timer in timers}
        triggers |= {listener.function.name: listener.call_now for listener in listeners}
        admin = AdminRoutes(triggers, [function.name for function in self.functions], self.keys)
        app = web.Application(middlewares=[refusals_are_problems], client_max_size=100 * 1024 * 1024)
        app.add_routes(admin.routes())
        app.add_routes(http_routes(self.functions, prefix=self.settings.route_prefix, keys=self.keys, caller=caller))

        async def close(_app: web.Application) -> None:
            await admin.finish(_FINISHES_WITHIN)
            await storage.close()

        app.on_cleanup.append(close)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=_FINISHES_WITHIN, max_line_size=_LONGEST_LINE
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, port).start()
        runs = [each.run(self._stopping) for each in timers] + [each.run(self._stopping) for each in listeners]
        self._tasks = [asyncio.create_task(run) for run in runs]
        listening: int = self._runner.addresses[0][1]
        log.info("%d functions on http://%s:%d", len(self.functions), Safe(LOOPBACK), listening)
        return listening

    async def stop(self) -> None:
        """Take nothing new, finish what is under way for 15 seconds at most."""
        self._stopping.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_FINISHES_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()


async def _fire(timer: Timer, _given: str) -> None:
    await timer.fire()
