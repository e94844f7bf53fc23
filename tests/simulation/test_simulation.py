"""Small runs of `make simulate`, with counts that no slow machine changes."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from passeur.delivery.end_run import cancel_run
from passeur.delivery.runs import RunState
from passeur.delivery.start_run import start_run
from tests.fakes.mishaps import FINAL, PASSING, UNHEARD, Mishaps
from tests.fakes.windows import Windows
from tests.simulation.busy_channel import simulate_busy_channel
from tests.simulation.company import DIGEST, chat_of, person_id, settle
from tests.simulation.digests import Digests
from tests.simulation.sender import Latency, WindowedSender
from tests.simulation.truth import Truth, truth_of
from tests.simulation.virtual_time import run_virtually
from tests.simulation.world import World


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """What goes wrong on purpose is told in the log, as it should be."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_two_thousand_digests_keep_to_the_budget_and_fill_it() -> None:
    figures = Digests(2_000, rate=30, instances=4).simulate()
    assert figures.windows
    assert figures.run
    assert figures.truth.faults == []
    assert figures.truth.states == {"sent": 2_000}
    assert (figures.windows.violations, figures.truth.duplicates, figures.failures) == (0, 0, 0)
    assert figures.held >= 0.95
    assert (figures.run.state, figures.run.tally.planned) == (RunState.DONE, 2_000)
    # A row, a person, a claim and an outcome; one connector call; one queue message.
    own = figures.made["table.people.get"] + figures.made["table.runs.write"] + 2_000
    assert own <= 4.05 * 2_000
    assert (figures.made["connector.send"], figures.queued["run-deliveries"]) == (2_000, 2_000)


def test_many_instances_share_one_budget() -> None:
    figures = Digests(1_000, rate=40, instances=12).simulate()
    assert figures.windows
    assert figures.truth.faults == []
    assert figures.windows.violations == 0
    # Who draws from the budget first is chance: nine in ten of it, more or less.
    assert figures.held >= 0.8


@pytest.mark.parametrize("seed", range(3))
def test_when_one_call_in_eight_fails_nobody_is_lost_nor_written_to_twice(seed: int) -> None:
    mishaps = Mishaps([*PASSING, *UNHEARD, *FINAL], seed)
    figures = Digests(300, rate=30, instances=6, seed=seed, plan=mishaps).simulate()
    assert figures.windows
    assert mishaps.met > 10
    assert figures.truth.faults == []
    assert (figures.windows.after, figures.windows.impatient, figures.truth.duplicates) == (0, 0, 0)
    assert sum(figures.truth.states[state] for state in ("sent", "failed", "unknown")) == 300


@pytest.mark.parametrize(
    "latency", [Latency(0.0), Latency(0.1, 0.2), Latency(0.3, 0.4)], ids=["none", "short", "usual"]
)
def test_a_busy_channel_never_gets_more_than_teams_takes_and_hardly_waits_longer(latency: Latency) -> None:
    channel = simulate_busy_channel(150, latency=latency)
    assert channel.truth.faults == []
    assert channel.windows.violations == 0, channel.windows.over
    assert channel.seconds <= 1.2 * channel.fastest


def test_a_cancelled_run_stops_within_five_seconds() -> None:
    async def cancelled() -> tuple[float, Truth]:
        loop = asyncio.get_running_loop()
        world = World(WindowedSender(Windows(loop.time), arrivals=[]))
        backend = world.backend()
        await settle(backend, 600)
        await start_run(DIGEST, backend, by=None, now=world.clock())
        world.start(4)
        await asyncio.sleep(10)
        await cancel_run(DIGEST, backend, now=world.clock())
        at = loop.time()
        await asyncio.sleep(120)
        chats = {who: chat_of(who) for who in map(person_id, range(600))}
        assert world.sender.arrivals
        return world.sender.arrivals[-1] - at, await truth_of(backend, DIGEST, chats, world.sender.posted, chats)

    late, truth = run_virtually(cancelled())
    assert late <= 5
    assert truth.faults == []
    assert truth.states["cancelled"] > 100
    assert truth.states["cancelled"] + truth.states["sent"] == 600
