"""One flow, played once for every call that it makes and every accident that this call can meet."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.windows import Windows
from tests.simulation.guards import Accident, Fuse
from tests.simulation.sender import Latency, WindowedSender
from tests.simulation.truth import Truth
from tests.simulation.virtual_time import VirtualClock, run_virtually
from tests.simulation.world import World

# Prepares a world; what it returns says how things stand whenever it is asked.
Flow = Callable[[World], Awaitable[Callable[[], Awaitable[Truth]]]]

_LOOK_EVERY = 60.0


@dataclass(frozen=True, slots=True)
class Played:
    """`took` is how long it was until nothing was left to come, in virtual time; None when that never was."""

    truth: Truth
    world: World
    took: timedelta | None

    @property
    def faults(self) -> list[str]:
        over = self.world.sender.windows.over
        never = [] if self.took else ["it never ended"]
        return [*never, *self.truth.faults, *(f"{number} over {window}" for window, number in over.items())]


@dataclass(frozen=True, slots=True)
class When:
    """When a flow begins, which timers fire (None: all), and after how long it is given up."""

    start: datetime
    timers: frozenset[str] | None = None
    longest: timedelta = timedelta(hours=6)
    settings: Mapping[str, str] = field(default_factory=dict)


def play(flow: Flow, when: When, plan: Mapping[int, Accident] | None = None, *, instances: int = 2) -> Played:
    """Play a flow, with the accidents of `plan` on its numbered calls; storage takes 2 to 20 ms, in the same way."""

    async def play_in_loop() -> Played:
        loop = asyncio.get_running_loop()
        sender = WindowedSender(Windows(loop.time), Latency(0.2, 0.3), arrivals=[])
        milliseconds = itertools.cycle((2, 7, 20, 5, 11, 3, 13))
        world = World(
            sender,
            clock=VirtualClock(when.start),
            latency=lambda: next(milliseconds) / 1000,
            fuse=Fuse(plan or {}, trace=[]),
            timers=when.timers,
            settings=when.settings,
        )
        truth = await flow(world)
        world.start(instances)
        while loop.time() < when.longest.total_seconds():
            await asyncio.sleep(_LOOK_EVERY)
            now = await truth()
            if now.is_over:
                return Played(now, world, timedelta(seconds=loop.time()))
        return Played(await truth(), world, None)

    return run_virtually(play_in_loop())


def every_accident(calls: int, accidents: tuple[Accident, ...] = tuple(Accident)) -> Iterator[Mapping[int, Accident]]:
    for number in range(1, calls + 1):
        for accident in accidents:
            yield {number: accident}
