"""A Functions host in virtual time: instances that take batches from queues, timers, deaths. The functions are ours."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import azure.functions as func
from azure.functions.queue import QueueMessage
from azure.functions.timer import TimerRequest

from infra.local.functions_host.host_settings import QueueSettings
from infra.local.functions_host.index import IndexedFunction, QueueTrigger, TimerTrigger, index_functions
from infra.local.functions_host.timers import next_after
from passeur.ports import Clock
from tests.simulation.queues import POISON, Message, SimulatedQueue, SimulatedQueues

_HIDDEN_WHILE_RUNNING = 600.0
_FIRST_POLL = 0.1


@dataclass(eq=False, slots=True)
class Instance:
    """One process of the functions app. Once dead it does nothing more: what was under way stays where it was."""

    functions: Sequence[IndexedFunction]
    queues: SimulatedQueues
    settings: QueueSettings
    tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    is_alive: bool = True
    failures: int = 0

    def start(self) -> None:
        for function in self.functions:
            if isinstance(function.trigger, QueueTrigger):
                self._spawn(self._listen(function, function.trigger.queue))

    def kill(self) -> None:
        """As `kill -9`: nothing is said to anybody. The instance's ports must have died first (see fuses.Life)."""
        self.is_alive = False

    async def _listen(self, function: IndexedFunction, name: str) -> None:
        queue, running, pause = self.queues.queues[name], set[asyncio.Task[Any]](), _FIRST_POLL
        threshold = self.settings.batch_size // 2
        while self.is_alive:
            if len(running) > threshold:
                _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                continue
            taken = queue.take(self.settings.batch_size, _HIDDEN_WHILE_RUNNING)
            if taken:
                pause = _FIRST_POLL
                running |= {self._spawn(self._serve(function, name, message, message.receipt)) for message in taken}
                continue
            await asyncio.sleep(pause)
            running = {task for task in running if not task.done()}
            pause = min(2 * pause, self.settings.max_polling_interval.total_seconds())

    async def _serve(self, function: IndexedFunction, name: str, message: Message, receipt: int) -> None:
        queue = self.queues.queues[name]
        given = QueueMessage(id=str(message.id), body=message.body.encode(), dequeue_count=message.count)
        try:
            await function.call(**{function.argument: given})
        except Exception:  # as the host: whatever it is, the message comes again
            logging.getLogger("simulation").debug("%s failed", function.name, exc_info=True)
            self.failures += 1
            if self.is_alive:
                self._failed(queue, name, message, receipt)
        else:
            if self.is_alive:
                queue.drop(message, receipt)

    def _failed(self, queue: SimulatedQueue, name: str, message: Message, receipt: int) -> None:
        if message.count < self.settings.max_dequeue_count:
            queue.hide(message, receipt, self.settings.visibility_timeout.total_seconds())
        elif queue.drop(message, receipt):
            self.queues.queues[f"{name}{POISON}"].put(message.body)

    def _spawn(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task


@dataclass(slots=True)
class SimulatedHost:
    """Keeps instances, and fires each timer on one that is alive."""

    clock: Clock
    queues: SimulatedQueues
    settings: QueueSettings
    # The timers that fire; all of them when it is None.
    only: frozenset[str] | None = None
    instances: list[Instance] = field(default_factory=list)
    _timers: list[asyncio.Task[Any]] = field(default_factory=list)

    def add(self, app: func.FunctionApp) -> Instance:
        instance = Instance(index_functions(app, {}), self.queues, self.settings)
        self.instances.append(instance)
        instance.start()
        if not self._timers:
            self._start_timers(instance.functions)
        return instance

    @property
    def alive(self) -> list[Instance]:
        return [each for each in self.instances if each.is_alive]

    @property
    def failures(self) -> int:
        return sum(each.failures for each in self.instances)

    async def fire(self, name: str) -> None:
        """Fire a timer now, on the first instance alive."""
        for instance in self.alive[:1]:
            function = next(each for each in instance.functions if each.name == name)
            try:
                await function.call(**{function.argument: TimerRequest(past_due=False)})
            except Exception:  # a timer that fails is not fired again before its time
                logging.getLogger("simulation").debug("%s failed", name, exc_info=True)
                instance.failures += 1

    def _start_timers(self, functions: Sequence[IndexedFunction]) -> None:
        for function in functions:
            if isinstance(function.trigger, TimerTrigger) and (self.only is None or function.name in self.only):
                work = self._tick(function.name, function.trigger.schedule)
                self._timers.append(asyncio.get_running_loop().create_task(work))

    async def _tick(self, name: str, schedule: str) -> None:
        while True:
            now = self.clock()
            await asyncio.sleep((next_after(schedule, now) - now).total_seconds())
            task = asyncio.get_running_loop().create_task(self.fire(name))
            # The instance that runs it may die, and the timer goes on.
            await asyncio.wait([task], timeout=_HIDDEN_WHILE_RUNNING)

    @contextmanager
    def stopping(self) -> Iterator[None]:
        try:
            yield
        finally:
            for task in [*self._timers, *(task for each in self.instances for task in each.tasks)]:
                task.cancel()
