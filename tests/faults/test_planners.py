"""Planners that meet, and planners that take up what another one left: the same rows, and a message for each."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar

import pytest

from passeur.backend import Backend
from passeur.delivery.audiences import AudiencePage, Recipient
from passeur.delivery.plan_run import plan_run
from passeur.delivery.queues import RUN_DELIVERIES_QUEUE
from passeur.delivery.runs import Run, RunState
from passeur.delivery.shards import prefix_of
from passeur.storage.backend import backend_of
from tests.fakes.windows import Windows
from tests.simulation.company import DIGEST, person_id
from tests.simulation.guards import Fuse, Guard
from tests.simulation.sender import WindowedSender
from tests.simulation.truth import rows_of
from tests.simulation.virtual_time import run_virtually
from tests.simulation.world import TENANT, World

T = TypeVar("T")

PEOPLE = sorted((person_id(number) for number in range(23)), key=prefix_of)
PAGE = 6


class Paged:
    """An audience in pages of six; the cursor is the number of people before the next page."""

    async def pages(self, after: str, run: Run | None = None) -> AsyncIterator[AudiencePage]:
        for start in range(int(after or 0), len(PEOPLE), PAGE):
            people = PEOPLE[start : start + PAGE]
            yield AudiencePage(tuple(Recipient(each, "what it tells") for each in people), str(start + len(people)))


@dataclass(slots=True)
class Gate(Guard):
    """Stops its process at one of its calls until it is let go on."""

    at: int = -1
    reached: asyncio.Event | None = None
    goes_on: asyncio.Event | None = None

    async def call(self, name: str, work: Callable[[], Awaitable[T]], error: Exception) -> T:
        if self.fuse.number == self.at and self.reached and self.goes_on:
            self.reached.set()
            await self.goes_on.wait()
        return await Guard.call(self, name, work, error)


def a_world() -> World:
    return World(WindowedSender(Windows(asyncio.get_running_loop().time)))


def through(world: World, guard: Guard) -> Backend:
    return backend_of(world.guarded(guard), world.backend().organisation, world.clock)


async def a_run(world: World, cursor: str = "") -> Run:
    run = Run(TENANT, DIGEST, RunState.PLANNING, world.clock(), cursor=cursor)
    return await world.backend().runs.create(run)


async def plan(world: World, guard: Guard) -> None:
    await plan_run(DIGEST, Paged(), through(world, guard), clock=world.clock)


async def check(world: World) -> None:
    backend = world.backend()
    run = await backend.runs.get(TENANT, DIGEST)
    assert run is not None
    assert (run.is_planned, run.state) == (True, RunState.SENDING)
    assert sorted(await rows_of(backend, DIGEST)) == sorted(PEOPLE)
    asked = Counter(world.queues.queues[RUN_DELIVERIES_QUEUE].bodies())
    assert set(asked) == {str(DIGEST.delivery_id(TENANT, who)) for who in PEOPLE}


def calls_of_a_plan() -> int:
    async def planned() -> int:
        world, fuse = a_world(), Fuse()
        await a_run(world)
        await plan(world, Guard(fuse))
        await check(world)
        return fuse.number

    return run_virtually(planned())


def meeting(at: int) -> None:
    """The first planner stops at one of its calls until the second one has planned everything, and then goes on."""

    async def met() -> None:
        world = a_world()
        await a_run(world)
        gate = Gate(Fuse(), at=at, reached=asyncio.Event(), goes_on=asyncio.Event())
        assert gate.reached
        assert gate.goes_on
        first = asyncio.create_task(plan(world, gate))
        await gate.reached.wait()
        await plan(world, Guard(Fuse()))
        gate.goes_on.set()
        await first
        await check(world)

    run_virtually(met())


def test_a_planner_that_was_overtaken_at_any_of_its_calls_changes_nothing() -> None:
    calls = calls_of_a_plan()
    assert calls > len(PEOPLE)
    for at in range(calls):
        meeting(at)


def test_a_planner_that_dies_at_any_of_its_calls_leaves_nobody_out() -> None:
    async def resumed(at: int) -> None:
        world = a_world()
        await a_run(world)
        gate = Gate(Fuse(), at=at, reached=asyncio.Event(), goes_on=asyncio.Event())
        first = asyncio.create_task(plan(world, gate))
        assert gate.reached
        await gate.reached.wait()
        first.cancel()
        await plan(world, Guard(Fuse()))
        await check(world)

    for at in range(calls_of_a_plan()):
        run_virtually(resumed(at))


@pytest.mark.parametrize("seed", range(8))
def test_planners_that_go_on_side_by_side_make_the_same_rows(seed: int) -> None:
    async def side_by_side() -> None:
        world = a_world()
        await a_run(world)
        await asyncio.gather(*(plan(world, Guard(Fuse(), latency=uneven(seed + each))) for each in range(3)))
        await check(world)

    run_virtually(side_by_side())


@pytest.mark.parametrize("pages", range(len(PEOPLE) // PAGE + 2))
def test_a_run_is_resumed_from_any_cursor(pages: int) -> None:
    async def resumed() -> None:
        world = a_world()
        whole = await a_run(world)
        await plan_some(world, pages)
        left = await world.backend().runs.get(TENANT, DIGEST)
        assert left is not None
        assert int(left.cursor or 0) == min(pages * PAGE, len(PEOPLE))
        assert replace(left, cursor="", etag="") == replace(whole, etag="")
        await plan(world, Guard(Fuse()))
        await check(world)

    run_virtually(resumed())


async def plan_some(world: World, pages: int) -> None:
    """Plan so many pages and die before the next one."""

    class Some(Paged):
        async def pages(self, after: str, run: Run | None = None) -> AsyncIterator[AudiencePage]:
            numbers = count()
            async for page in Paged.pages(self, after, run):
                if next(numbers) == pages:
                    break
                yield page
            raise Died

    with pytest.raises(Died):
        await plan_run(DIGEST, Some(), through(world, Guard(Fuse())), clock=world.clock)


class Died(Exception):
    pass


def uneven(seed: int) -> Callable[[], float]:
    steps: Sequence[int] = [(seed * 7 + each * each) % 23 for each in range(50)]
    numbers = count()
    return lambda: steps[next(numbers) % len(steps)] / 1000
