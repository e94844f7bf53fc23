"""`python -m tests.faults.workers`: forks workers that run the product's own functions, and kills them when asked.

A line on standard input is an order: `start` answers with the number of a new worker, `kill 4242` with that number
when the worker is gone. Forking a process that has imported everything takes milliseconds: what is left of a worker's
life is work. Everybody dies when standard input ends.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from azure.functions.queue import QueueMessage
from azure.functions.timer import TimerRequest
from azure.storage.queue.aio import QueueServiceClient

from functions.function_app import function_app
from functions.settings import read_functions_settings
from functions.wiring import Wiring
from infra.local.functions_host.host_settings import QueueSettings
from infra.local.functions_host.index import IndexedFunction, QueueTrigger, TimerTrigger, index_functions
from infra.local.functions_host.invocation import Caller
from infra.local.functions_host.queues import QueueListener
from passeur.delivery.outbox import DeliveryId, Home
from passeur.delivery.ports import RunStep
from passeur.delivery.queues import DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE, RUN_STEPS_QUEUE
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB, answered
from tests.faults.shifted_clock import ShiftedClock, shifted_clock

_POLL = timedelta(milliseconds=50)
# What a dead worker had taken comes back after this.
_HIDDEN = timedelta(seconds=8)
_A_WHILE = timedelta(seconds=1)
_SWEEP_EVERY = 3.0
_UNTIL = "~"


@dataclass(frozen=True, slots=True)
class HeldQueue:
    """A message that waits says until when, by the clock that jumps: Azurite only knows the real one. DeliveryQueue."""

    queues: QueueServiceClient
    clock: ShiftedClock

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        name = RUN_DELIVERIES_QUEUE if delivery_id.home is Home.RUNS else DELIVERIES_QUEUE
        await self._send(name, str(delivery_id), delay)

    async def put_step(self, step: RunStep, delay: timedelta = timedelta()) -> None:
        await self._send(RUN_STEPS_QUEUE, str(step), delay)

    def holding(self, function: IndexedFunction, queue: str) -> IndexedFunction:
        """The same function, for messages whose time has come; the others go back for a second."""

        async def call(**given: QueueMessage) -> None:
            (message,) = given.values()
            until, held, text = message.get_body().decode().rpartition(_UNTIL)
            if held and datetime.fromisoformat(until) > self.clock():
                body = f"{until}{_UNTIL}{text}"
                await self.queues.get_queue_client(queue).send_message(body, visibility_timeout=1)
                return
            await function.call(**dict.fromkeys(given, QueueMessage(id=message.id, body=text.encode())))

        return replace(function, call=call)

    async def _send(self, name: str, text: str, delay: timedelta) -> None:
        body = f"{(self.clock() + delay).isoformat()}{_UNTIL}{text}" if delay > timedelta() else text
        async with answered(FOR_A_JOB.total):
            await self.queues.get_queue_client(name).send_message(body, visibility_timeout=int(delay > timedelta()))


async def work(environment: Mapping[str, str], clock: ShiftedClock) -> None:
    """Serve every queue and fire the sweepers until somebody kills the process."""
    settings = read_functions_settings(environment)
    assert settings.storage.connection_string
    storage = open_storage(settings.storage, patience=FOR_A_JOB)
    queues = QueueServiceClient.from_connection_string(settings.storage.connection_string, retry_total=0)
    queue = HeldQueue(queues, clock)
    wiring = Wiring(environment, storage=replace(storage, queue=queue), clock=clock)
    functions = index_functions(function_app(wiring), environment)
    caller = Caller(timedelta(minutes=1))
    limits = QueueSettings(batch_size=8, visibility_timeout=_A_WHILE, message_encoding="none", max_dequeue_count=50)
    stopping = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for function in functions:
            if isinstance(function.trigger, QueueTrigger):
                held = queue.holding(function, function.trigger.queue)
                listener = QueueListener(held, function.trigger, caller, queues, limits, _POLL, _HIDDEN)
                group.create_task(listener.run(stopping))
            elif isinstance(function.trigger, TimerTrigger) and function.name == "sweep_deliveries":
                group.create_task(_sweep(function.call))


async def _sweep(call: Any) -> None:
    while True:
        await asyncio.sleep(_SWEEP_EVERY)
        await call(TimerRequest(past_due=False))


def main() -> None:
    config: Mapping[str, Any] = json.loads(sys.stdin.readline())
    workers: set[int] = set()
    for line in sys.stdin:
        match line.split():
            case ["start"]:
                worker = os.fork()
                if worker == 0:
                    _be_worker(config)
                workers.add(worker)
                _say(worker)
            case ["kill", pid]:
                _kill(int(pid))
                workers.discard(int(pid))
                _say(int(pid))
    for worker in workers:
        _kill(worker)


def _be_worker(config: Mapping[str, Any]) -> None:
    """Never returns: a forked worker must not go on reading its parent's orders."""
    code = 1
    try:
        os.close(sys.stdin.fileno())
        with shifted_clock(Path(config["clock"])) as clock:
            asyncio.run(work(config["environment"], clock))
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def _kill(worker: int) -> None:
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def _say(worker: int) -> None:
    sys.stdout.write(f"{worker}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
