"""Queue messages of a run that come three times, in any order, five days late, or are no messages at all."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.audiences import AUDIENCES
from passeur.delivery.outbox import Reason
from passeur.delivery.plan_run import plan_run
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.queues import RUN_DELIVERIES_QUEUE, RUN_STEPS_QUEUE
from passeur.delivery.start_run import start_run
from tests.fakes.connector import Status
from tests.faults.digest_flows import CHATS, MANAGERS, WHEN, digests
from tests.faults.enumerated import When, play
from tests.simulation.company import DIGEST
from tests.simulation.queues import POISON, SimulatedQueue
from tests.simulation.truth import Truth, rows_of
from tests.simulation.virtual_time import TUESDAY, run_virtually
from tests.simulation.world import TENANT, World

GARBAGE = ["", "{}", "runs|x", "moon|t|2026-W47|o|x", f"runs|{TENANT}|manager_digest.2026-10.0|o|nobody", "x" * 60_000]
TODAY = replace(WHEN, start=TUESDAY)
FIVE_DAYS = timedelta(days=5).total_seconds()


async def planned(world: World) -> Callable[[], Awaitable[Truth]]:
    """A run whose plan is made, and whose messages nobody has taken yet."""
    truth = await digests(world)
    backend = world.backend()
    await start_run(DIGEST, backend, by=None, now=world.clock())
    audience = AUDIENCES[DIGEST.kind](backend, DIGEST.period)
    await plan_run(DIGEST, audience, backend, clock=world.clock)
    return truth


def again(queue: SimulatedQueue, copies: int, chance: random.Random, delays: list[float]) -> None:
    bodies = queue.bodies() * copies
    queue.clear()
    chance.shuffle(bodies)
    for body in bodies:
        queue.put(body, chance.choice(delays))


@pytest.mark.parametrize("seed", range(3))
def test_messages_that_come_three_times_in_any_order_and_with_garbage_reach_everybody_once(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same order for the same seed

    async def flow(world: World) -> Callable[[], Awaitable[Truth]]:
        truth = await planned(world)
        for name in (RUN_DELIVERIES_QUEUE, RUN_STEPS_QUEUE):
            again(world.queues.queues[name], 3, chance, [0.0, 1.0, 20.0])
            for body in GARBAGE:
                world.queues.queues[name].put(body)
        return truth

    played = play(flow, TODAY)
    assert played.faults == []
    assert (played.truth.duplicates, played.truth.unsure, played.truth.states["sent"]) == (0, 0, MANAGERS)


def test_messages_that_come_five_days_late_still_do_what_is_left_to_do() -> None:
    async def flow(world: World) -> Callable[[], Awaitable[Truth]]:
        truth = await planned(world)
        deliveries, steps = (world.queues.queues[name] for name in (RUN_DELIVERIES_QUEUE, RUN_STEPS_QUEUE))
        # Half of them come now as well, and what looks after the run does not run meanwhile.
        now = deliveries.bodies()[::2]
        again(deliveries, 1, random.Random(1), [FIVE_DAYS])  # noqa: S311  # any order
        again(steps, 1, random.Random(1), [FIVE_DAYS])  # noqa: S311  # any order
        for body in now:
            deliveries.put(body)
        return truth

    played = play(flow, When(TUESDAY, frozenset(), longest=timedelta(days=6)))
    assert played.faults == []
    assert (played.truth.duplicates, played.truth.states["sent"]) == (0, MANAGERS)
    assert played.took is not None
    assert played.took >= timedelta(days=5)


def test_poisoned_messages_end_with_a_reason_and_the_run_still_ends() -> None:
    async def flow(world: World) -> Callable[[], Awaitable[Truth]]:
        truth = await planned(world)
        deliveries = world.queues.queues[RUN_DELIVERIES_QUEUE]
        bodies = deliveries.bodies()
        deliveries.clear()
        for number, body in enumerate(bodies):
            world.queues.queues[RUN_DELIVERIES_QUEUE + ("" if number % 3 else POISON)].put(body)
        return truth

    played = play(flow, TODAY)
    assert played.faults == []
    assert played.truth.states == {"sent": MANAGERS - 4, "failed": 4}


def test_a_step_that_fails_every_time_does_not_end_its_run() -> None:
    async def flow(world: World) -> Callable[[], Awaitable[Truth]]:
        truth = await planned(world)
        world.queues.queues[RUN_STEPS_QUEUE].clear()
        world.queues.queues[RUN_STEPS_QUEUE + POISON].put(str(RunStep(StepKind.FOLLOW, TENANT, DIGEST)))
        return truth

    played = play(flow, TODAY)
    assert played.faults == []
    assert played.truth.states == {"sent": MANAGERS}


def test_what_somebody_cannot_be_sent_says_why_and_never_stops_the_others() -> None:
    refusals = [Status(403), Status(404), Status(413), Status(400)]

    async def flow(world: World) -> Callable[[], Awaitable[Truth]]:
        world.sender.plan = lambda: refusals.pop() if refusals else None
        return await planned(world)

    played = play(flow, TODAY)
    assert played.faults == []
    assert played.truth.states == {"sent": MANAGERS - 4, "failed": 4}
    reasons = run_virtually(_reasons(played.world))
    assert reasons == {Reason.BLOCKED, Reason.CONVERSATION_GONE, Reason.TOO_BIG, Reason.REFUSED}


async def _reasons(world: World) -> set[Reason]:
    rows = await rows_of(world.backend(), DIGEST)
    assert set(rows) == set(CHATS)
    return {row.reason for row in rows.values() if row.reason}
