import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passeur.delivery.pacing import NEAR, ON_THE_WAY, WINDOWS
from passeur.storage.bundle import Storage
from passeur.storage.entities import size_of
from passeur.storage.memory import open_memory_storage
from passeur.storage.pace_rows import conversation_key, moments_from, moments_row
from passeur.storage.paces_table import PacesTable
from passeur.storage.table import Create
from tests.storage.samples import NOW

CHANNEL = "19:general@thread.tacv2"
HOUR = timedelta(hours=1)


def _processes(storage: Storage, number: int) -> list[PacesTable]:
    """As many processes, each with what it remembers, over the same rows."""
    assert isinstance(storage.paces, PacesTable)
    return [PacesTable(storage.paces.table) for _ in range(number)]


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


async def test_slices_that_are_taken_at_the_same_moment_follow_each_other(storage: Storage, tenant: str) -> None:
    """Eight processes, four slices of half a second each: every slice once, and none is lost."""
    calls = [
        process.reserve(tenant, 15, rate=30, now=NOW, within=HOUR)
        for process in _processes(storage, 8)
        for _ in range(4)
    ]
    starts = await asyncio.gather(*calls)
    assert sorted(starts) == [NOW + _seconds(0.5 * n) for n in range(32)]


async def test_the_rate_holds_while_time_passes_whoever_takes(storage: Storage, tenant: str) -> None:
    processes = _processes(storage, 3)
    sends: list[datetime] = []
    for n in range(60):
        now = NOW + _seconds(0.1 * n)
        start = await processes[n % 3].reserve(tenant, 6, rate=30, now=now)
        if start - now <= NEAR:
            sends += [start + _seconds(each / 30) for each in range(6)]
    assert sends == sorted(sends)
    assert sends[0] == NOW
    for earlier, later in zip(sends, sends[30:], strict=False):
        # To the microsecond, which is what a moment is rounded to.
        assert later - earlier >= _seconds(1) - timedelta(microseconds=30)
    # From its first send on the budget is used up: nothing is lost between processes.
    assert len(sends) >= 30 * 5


async def test_a_pause_is_not_made_up_for(storage: Storage, tenant: str) -> None:
    await storage.paces.reserve(tenant, 15, rate=30, now=NOW)
    later = NOW + _seconds(100)
    assert await storage.paces.reserve(tenant, 15, rate=30, now=later) == later
    assert await storage.paces.reserve(tenant, 15, rate=30, now=later) == later + _seconds(0.5)


async def test_nothing_is_taken_that_is_too_far_ahead(storage: Storage, tenant: str) -> None:
    one, other = _processes(storage, 2)
    await one.reserve(tenant, 300, rate=30, now=NOW)
    for process in (one, other, one):
        assert await process.reserve(tenant, 15, rate=30, now=NOW) == NOW + _seconds(10)
    ready = NOW + _seconds(10)
    assert await other.reserve(tenant, 15, rate=30, now=ready) == ready
    assert await one.reserve(tenant, 15, rate=30, now=NOW, within=HOUR) == ready + _seconds(0.5)


async def test_when_teams_asks_one_process_to_wait_all_of_them_wait(storage: Storage, tenant: str) -> None:
    one, other = _processes(storage, 2)
    await other.reserve(tenant, 1, rate=30, now=NOW)
    assert await one.throttled_until(tenant) is None
    await one.throttle(tenant, NOW + _seconds(20))
    await one.throttle(tenant, NOW + _seconds(3))
    assert await other.throttled_until(tenant) == NOW + _seconds(20)
    for process in (one, other, *_processes(storage, 1)):
        assert await process.reserve(tenant, 1, rate=30, now=NOW + _seconds(1)) == NOW + _seconds(20)
    ready = NOW + _seconds(20)
    starts = [await process.reserve(tenant, 1, rate=30, now=ready) for process in (one, other)]
    assert starts == [ready, ready + _seconds(1 / 30)]


async def test_asked_to_wait_and_taking_at_the_same_moment_lose_nothing_of_each_other(
    storage: Storage, tenant: str
) -> None:
    processes = _processes(storage, 6)
    until = NOW + _seconds(60)
    taken = (process.reserve(tenant, 15, rate=30, now=NOW, within=HOUR) for process in processes)
    asked = (process.throttle(tenant, until - _seconds(n)) for n, process in enumerate(processes))
    starts = await asyncio.gather(*taken)
    await asyncio.gather(*asked)
    assert len(set(starts)) == 6
    assert await _processes(storage, 1)[0].reserve(tenant, 1, rate=30, now=NOW) == until


async def test_a_clock_that_was_a_year_ahead_stops_nobody_and_hides_no_pause(storage: Storage, tenant: str) -> None:
    one, other = _processes(storage, 2)
    year = NOW + timedelta(days=365)
    await one.throttle(tenant, year + _seconds(30))
    await one.reserve(tenant, 15, rate=30, now=year + _seconds(31))
    assert await other.reserve(tenant, 15, rate=30, now=NOW) == NOW
    await other.throttle(tenant, NOW + _seconds(20))
    assert await other.reserve(tenant, 15, rate=30, now=NOW + _seconds(1)) == NOW + _seconds(20)


async def test_a_tenant_that_was_asked_to_wait_before_it_sent_anything_waits(storage: Storage, tenant: str) -> None:
    await storage.paces.throttle(tenant, NOW + _seconds(2))
    assert await storage.paces.reserve(tenant, 1, rate=30, now=NOW) == NOW + _seconds(2)


async def test_tenants_and_conversations_do_not_wait_for_each_other(storage: Storage, tenant: str) -> None:
    await storage.paces.reserve(tenant, 900, rate=30, now=NOW)
    assert await storage.paces.reserve(f"{tenant}-2", 1, rate=30, now=NOW) == NOW
    for _ in range(8):
        await storage.paces.reserve_in(tenant, CHANNEL, NOW)
    assert await storage.paces.reserve_in(tenant, f"{CHANNEL};x", NOW) == NOW
    assert await storage.paces.reserve_in(f"{tenant}-2", CHANNEL, NOW) == NOW


def _hold(sent: Sequence[datetime]) -> None:
    for most, seconds in WINDOWS:
        for earlier, later in zip(sorted(sent), sorted(sent)[most:], strict=False):
            assert later - earlier >= _seconds(seconds)


async def test_many_at_once_in_one_conversation_keep_its_windows(storage: Storage, tenant: str) -> None:
    processes = _processes(storage, 5)
    calls = [each.reserve_in(tenant, CHANNEL, NOW, within=HOUR) for each in processes for _ in range(5)]
    sent = await asyncio.gather(*calls)
    _hold(sent)
    assert sorted(sent)[:7] == [NOW] * 7
    assert max(sent) < NOW + _seconds(12)


# Milliseconds by which the clock moves before each send; processes differ by some seconds, so it also moves back.
STEPS = st.lists(st.integers(-3_000, 20_000) | st.integers(-50, 300), min_size=1, max_size=200)
SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SHARED
@given(steps=STEPS, within=st.sampled_from([timedelta(), NEAR, HOUR]))
async def test_however_sends_arrive_the_windows_of_a_conversation_hold(steps: list[int], within: timedelta) -> None:
    storage = open_memory_storage()
    processes = _processes(storage, 2)
    now, sent = NOW, list[datetime]()
    for n, step in enumerate(steps):
        now += timedelta(milliseconds=step)
        moment = await processes[n % 2].reserve_in("tenant", CHANNEL, now, within=within)
        assert moment >= now
        if moment - now <= within:
            sent.append(moment)
    _hold(sent)


@pytest.mark.azurite
async def test_the_windows_hold_over_the_emulator_as_well(azure_storage: Storage, tenant: str) -> None:
    sent = [await azure_storage.paces.reserve_in(tenant, CHANNEL, NOW, within=HOUR) for _ in range(70)]
    _hold(sent)
    assert sent[60] >= NOW + _seconds(30)


async def test_a_clock_that_was_a_year_ahead_forgets_nothing_that_was_just_sent(storage: Storage, tenant: str) -> None:
    sent = [await storage.paces.reserve_in(tenant, CHANNEL, NOW) for _ in range(7)]
    for _ in range(7):
        await storage.paces.reserve_in(tenant, CHANNEL, NOW + timedelta(days=365))
    sent += [await storage.paces.reserve_in(tenant, CHANNEL, NOW) for _ in range(3)]
    _hold(sent)
    assert max(sent) <= NOW + NEAR


async def test_a_process_whose_clock_is_ahead_takes_its_share_of_the_later_windows(
    storage: Storage, tenant: str
) -> None:
    ahead = NOW + _seconds(20)
    sent = [await storage.paces.reserve_in(tenant, CHANNEL, ahead)]
    sent += [await storage.paces.reserve_in(tenant, CHANNEL, NOW + _seconds(n)) for n in range(10)]
    assert sent[1:] == [NOW + _seconds(n) for n in range(10)]
    sent += [await storage.paces.reserve_in(tenant, CHANNEL, ahead) for _ in range(7)]
    _hold(sent)


async def test_a_busy_hour_holds_its_1800_messages(storage: Storage, tenant: str) -> None:
    assert isinstance(storage.paces, PacesTable)
    hour = [NOW + _seconds(2 * n) for n in range(1_799)]
    await storage.paces.table.write(Create(moments_row(tenant, CHANNEL, hour)))
    now = NOW + _seconds(3_597)
    sent = [await storage.paces.reserve_in(tenant, CHANNEL, now) for _ in range(3)]
    assert sent == [now, NOW + HOUR + ON_THE_WAY, NOW + HOUR + _seconds(2) + ON_THE_WAY]
    _hold([*hour, *sent])


@pytest.mark.parametrize("gap", [timedelta(), timedelta(seconds=1, microseconds=999_999), timedelta(minutes=59)])
def test_the_row_of_the_busiest_conversation_is_far_below_what_a_column_holds(tenant: str, gap: timedelta) -> None:
    row = moments_row(tenant, CHANNEL, [NOW + n * gap for n in range(1801)])
    assert size_of(row) < 64 * 1024


async def test_what_the_windows_need_no_more_is_forgotten(storage: Storage, tenant: str) -> None:
    assert isinstance(storage.paces, PacesTable)
    for day in range(3):
        for n in range(50):
            await storage.paces.reserve_in(tenant, CHANNEL, NOW + timedelta(days=day, seconds=n))
    row = await storage.paces.table.get(*conversation_key(tenant, CHANNEL))
    assert len(moments_from(row)) == 61


def test_moments_come_back_to_the_microsecond(tenant: str) -> None:
    moments = [NOW, NOW, NOW + timedelta(microseconds=1), NOW + timedelta(days=400), NOW + timedelta(days=400)]
    assert moments_from(moments_row(tenant, CHANNEL, moments)) == moments
    assert moments_from(moments_row(tenant, CHANNEL, moments[:1])) == moments[:1]
    assert moments_from(None) == []
