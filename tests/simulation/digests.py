"""A run of manager digests in virtual time: every manager of a company of any size, through several instances."""

import asyncio
import gc
import itertools
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from passeur.backend import Backend
from passeur.delivery.runs import Run, RunId
from passeur.delivery.start_run import start_run
from tests.fakes.connector import Fault
from tests.fakes.windows import Windows
from tests.simulation import memory
from tests.simulation.company import DIGEST, chat_of, person_id, settle
from tests.simulation.sender import Latency, WindowedSender
from tests.simulation.truth import Truth, truth_of
from tests.simulation.virtual_time import VirtualClock, run_virtually
from tests.simulation.world import Wire, World

# Half past eight of a Tuesday in Paris: 100,000 digests at 30 a second end before the working day does.
MORNING = datetime(2026, 11, 10, 7, 30, tzinfo=UTC)
_LONGEST = 3 * 86400.0
_LONGEST_PLAN = 3600.0
_LOOK_EVERY = 30.0


@dataclass(slots=True)
class Figures:
    """What one run came to. Times are virtual, except for `cpu`; memory is in bytes, over what was there before."""

    people: int
    rate: int
    instances: int
    truth: Truth
    run: Run | None = None
    windows: Windows | None = None
    # From the first arrival to the last.
    seconds: float = 0.0
    cpu: float = 0.0
    planned_in: float = 0.0
    planning_cpu: float = 0.0
    made: Mapping[str, int] = field(default_factory=dict)
    queued: Mapping[str, int] = field(default_factory=dict)
    grown: int = 0
    rows: int = 0
    failures: int = 0

    @property
    def held(self) -> float:
        """The rate that was held, as a share of the budget."""
        return (self.people - 1) / self.seconds / self.rate if self.seconds else 0.0

    def round_trips(self, *, of_tables: bool = True) -> float:
        kind = "table." if of_tables else "queue."
        return sum(number for name, number in self.made.items() if name.startswith(kind)) / self.people


@dataclass(frozen=True, slots=True)
class Digests:
    """`instances` processes send to `people` managers; `plan` is what goes wrong on the way to Teams."""

    people: int
    rate: int = 30
    instances: int = 4
    seed: int = 0
    latency: Latency = field(default_factory=Latency)
    plan: Callable[[], Fault | None] | None = None
    weighs: bool = False
    wire: Wire | None = None
    # Another run than that of the digests: what it is called, who and what it needs, when it starts.
    run_id: RunId = DIGEST
    settles: Callable[[Backend, int], Awaitable[None]] = settle
    starts: datetime = MORNING
    timers: frozenset[str] | None = None

    def simulate(self) -> Figures:
        return run_virtually(self._simulate())

    async def _simulate(self) -> Figures:
        loop = asyncio.get_running_loop()
        sender = WindowedSender(Windows(loop.time), self.latency, self.plan, arrivals=[])
        milliseconds = itertools.cycle((4, 9, 6, 15, 5, 7))
        world = World(
            sender,
            clock=VirtualClock(self.starts),
            rate=self.rate,
            latency=lambda: next(milliseconds) / 1000,
            wire=self.wire,
            timers=self.timers,
        )
        backend = world.backend()
        await self.settles(backend, self.people)
        figures = Figures(self.people, self.rate, self.instances, Truth(), windows=sender.windows)
        gc.collect()
        weighed = memory.resident()
        kept = memory.size_of(world.tables) if self.weighs else 0
        cpu = time.process_time()
        await start_run(self.run_id, backend, by=None, now=world.clock())
        world.start(self.instances)
        await self._until_planned(backend, figures, cpu)
        await self._until_over(backend, figures)
        figures.cpu = time.process_time() - cpu
        if self.weighs:
            gc.collect()
            figures.rows = memory.size_of(world.tables, world.queues, sender) - kept
            figures.grown = memory.resident() - weighed
        chats = {person_id(number): chat_of(person_id(number)) for number in range(self.people)}
        figures.truth = await truth_of(backend, self.run_id, chats, sender.posted, chats)
        figures.run = await backend.runs.get(backend.organisation.tenant_id, self.run_id)
        assert sender.arrivals is not None
        figures.seconds = sender.arrivals[-1] - sender.arrivals[0] if sender.arrivals else 0.0
        figures.made, figures.queued = world.fuse.made, world.queues.put_count
        figures.failures = world.host.failures
        return figures

    async def _until_planned(self, backend: Backend, figures: Figures, cpu: float) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        while not (run := await self._run(backend)) or not run.is_planned:
            if loop.time() - began > _LONGEST_PLAN:
                raise TimeoutError
            await asyncio.sleep(1)
        figures.planned_in, figures.planning_cpu = loop.time() - began, time.process_time() - cpu

    async def _until_over(self, backend: Backend, figures: Figures) -> None:
        loop = asyncio.get_running_loop()
        while loop.time() < _LONGEST:
            run = await self._run(backend)
            if run and run.ended_at:
                return
            await asyncio.sleep(_LOOK_EVERY)

    async def _run(self, backend: Backend) -> Run | None:
        return await backend.runs.get(backend.organisation.tenant_id, self.run_id)
