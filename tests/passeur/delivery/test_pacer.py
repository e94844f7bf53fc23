"""Several processes that send as fast as they may, in virtual time: what leaves in any second."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passeur.delivery.pacer import Later, Pacer, Slot, grace_of
from passeur.delivery.pacing import HIGHEST_RATE
from passeur.delivery.ports import PaceRepository
from passeur.storage.memory import open_memory_storage
from tests.simulation.virtual_time import run_virtually

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Traffic:
    """Processes with workers, over one budget; `sent` has the moment of each send."""

    rate: float
    seed: int = 0
    sent: list[float] = field(default_factory=list)
    paces: PaceRepository = field(default_factory=lambda: open_memory_storage().paces)

    def clock(self) -> datetime:
        return START + timedelta(seconds=asyncio.get_running_loop().time())

    def pacer(self) -> Pacer:
        return Pacer(self.paces, "tenant", self.rate, self.clock)

    async def send(self, pacer: Pacer, how_long: Callable[[], float]) -> bool:
        """One message, with the time that other work takes before its turn and in the send itself."""
        booked = await pacer.book()
        if isinstance(booked, Later):
            await asyncio.sleep((booked.at - self.clock()).total_seconds())
            return False
        await asyncio.sleep(how_long())
        if not await pacer.wait_for(booked):
            return False
        self.sent.append(asyncio.get_running_loop().time())
        await asyncio.sleep(how_long())
        return True

    def most_in(self, seconds: float) -> int:
        moments = sorted(self.sent)
        most = first = 0
        for last, moment in enumerate(moments):
            while moments[first] <= moment - seconds:
                first += 1
            most = max(most, last - first + 1)
        return most


@settings(max_examples=40, deadline=None)
@given(
    rate=st.integers(1, HIGHEST_RATE),
    processes=st.integers(1, 6),
    workers=st.integers(1, 24),
    slowness=st.sampled_from([0.0, 0.05, 0.3, 2.0]),
    seed=st.integers(0, 2**16),
)
def test_no_second_ever_sees_more_than_the_rate_allows(
    rate: int, processes: int, workers: int, slowness: float, seed: int
) -> None:
    traffic, chance = Traffic(rate), random.Random(seed)  # noqa: S311  # delays, no secrets

    async def worker(pacer: Pacer) -> None:
        until = asyncio.get_running_loop().time() + 12
        while asyncio.get_running_loop().time() < until:
            await traffic.send(pacer, lambda: chance.expovariate(1 / slowness) if slowness else 0.0)
            if chance.random() < 0.02:  # nothing to do for a while, or a process that stood still
                await asyncio.sleep(chance.uniform(0, 4))

    async def everybody() -> None:
        pacers = [traffic.pacer() for _ in range(processes)]
        await asyncio.gather(*(worker(pacer) for pacer in pacers for _ in range(workers)))

    run_virtually(everybody())
    most = rate * (1 + grace_of(rate).total_seconds()) + 1
    assert traffic.most_in(1.0) <= most < 50
    if rate <= 30:
        assert traffic.most_in(1.0) < 45


@pytest.mark.parametrize("processes", [1, 3, 8])
def test_busy_processes_use_the_whole_budget(processes: int) -> None:
    traffic = Traffic(30)

    async def worker(pacer: Pacer) -> None:
        while asyncio.get_running_loop().time() < 60:
            await traffic.send(pacer, lambda: 0.15)

    async def everybody() -> None:
        pacers = [traffic.pacer() for _ in range(processes)]
        await asyncio.gather(*(worker(pacer) for pacer in pacers for _ in range(24)))

    run_virtually(everybody())
    assert len(traffic.sent) / 60 > 30 * 0.95


def test_what_an_idle_process_did_not_use_is_not_made_up_for() -> None:
    traffic = Traffic(30)

    async def somebody() -> None:
        pacer = traffic.pacer()
        for _ in range(20):
            await traffic.send(pacer, lambda: 0.0)
        await asyncio.sleep(3600)
        traffic.sent.clear()
        await asyncio.gather(*(traffic.send(pacer, lambda: 0.0) for _ in range(60)))

    run_virtually(somebody())
    assert traffic.most_in(0.5) <= 16


def test_when_teams_asks_one_process_to_wait_none_sends() -> None:
    traffic = Traffic(30)
    asked_at = 5.0

    async def worker(pacer: Pacer) -> None:
        while asyncio.get_running_loop().time() < 30:
            await traffic.send(pacer, lambda: 0.1)

    async def everybody() -> None:
        pacers = [traffic.pacer() for _ in range(6)]
        work = asyncio.gather(*(worker(pacer) for pacer in pacers for _ in range(10)))
        await asyncio.sleep(asked_at)
        await pacers[0].tell_all(traffic.clock() + 12 * SECOND)
        await work

    run_virtually(everybody())
    late = [moment for moment in traffic.sent if asked_at + 1.1 < moment < asked_at + 12]
    assert late == []
    assert [moment for moment in traffic.sent if moment > asked_at + 12]


async def test_a_long_pause_is_told_without_asking_storage_again() -> None:
    traffic = Traffic(30)
    pacer = Pacer(traffic.paces, "tenant", 30, lambda: START)
    await pacer.tell_all(START + 60 * SECOND)
    assert pacer.away_until() == START + 60 * SECOND
    assert await pacer.book() == Later(START + 60 * SECOND)


@pytest.mark.parametrize("back", [timedelta(minutes=2), timedelta(hours=1), timedelta(days=400)])
async def test_a_clock_that_is_put_back_holds_up_nobody_for_long(back: timedelta) -> None:
    traffic = Traffic(30)
    now = START
    pacer = Pacer(traffic.paces, "tenant", 30, lambda: now)
    for _ in range(5):
        assert isinstance(await pacer.book(), Slot)
    now = START - back
    assert await pacer.book() == Slot(now)


async def test_a_missed_turn_is_not_used_late() -> None:
    traffic = Traffic(30)
    now = START
    pacer = Pacer(traffic.paces, "tenant", 30, lambda: now)
    booked = await pacer.book()
    assert isinstance(booked, Slot)
    now += 1 * SECOND
    assert not await pacer.wait_for(booked)
