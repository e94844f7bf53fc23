"""Clocks that jump in the middle of a run, nights in which an hour is missing or comes twice, and quiet hours."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from passeur.delivery.start_run import start_run
from passeur.periods import Week
from tests.faults.digest_flows import CHATS, MANAGERS, WHEN, digests
from tests.faults.enumerated import When, play
from tests.simulation.company import DIGEST
from tests.simulation.sharing import settle_week, truth_of_recap
from tests.simulation.truth import Truth
from tests.simulation.world import World

PARIS = ZoneInfo("Europe/Paris")
ALWAYS = {"PASSEUR_SENDING_HOURS": "0-24", "PASSEUR_SENDING_DAYS": "1-7", "PASSEUR_HOLIDAYS": "none"}
CHANNELS = 3


async def jumping(world: World, *, after: float, by: timedelta) -> Callable[[], Awaitable[Truth]]:
    """Digests, one in a second, and a clock that somebody sets in the middle of them."""
    world.rate = 1
    truth = await digests(world)

    async def jump() -> None:
        await asyncio.sleep(after)
        world.clock.jump = by

    world.errands.append(asyncio.get_running_loop().create_task(jump()))
    return truth


@pytest.mark.parametrize("by", [timedelta(days=3), timedelta(hours=-1), timedelta(minutes=-2), timedelta(minutes=5)])
@pytest.mark.parametrize("after", [30.01, 30.05, 30.4, 31.5, 33.2, 36.7, 39.9])
def test_a_clock_that_jumps_loses_and_repeats_nothing(after: float, by: timedelta) -> None:
    played = play(partial(jumping, after=after, by=by), WHEN)
    assert played.faults == []
    assert played.truth.duplicates == 0
    # A jump ends the leases of what is being sent at that moment, and tells so.
    assert played.truth.states["sent"] + played.truth.unsure == MANAGERS


@pytest.mark.parametrize("hour", [1, 2, 3])
@pytest.mark.parametrize("night", [datetime(2026, 3, 29, tzinfo=PARIS), datetime(2026, 10, 25, tzinfo=PARIS)])
def test_a_recap_in_a_night_in_which_the_clocks_change_is_told_once(night: datetime, hour: int) -> None:
    start = (night - timedelta(hours=3)).astimezone(UTC)
    sundays = {**ALWAYS, "PASSEUR_RECAP_DAY": "7", "PASSEUR_RECAP_HOUR": str(hour)}

    async def recap(world: World) -> Callable[[], Awaitable[Truth]]:
        backend = world.backend()
        due = backend.organisation.recap.week_due(start + timedelta(hours=10))
        await settle_week(backend, CHANNELS, week=due)

        async def truth() -> Truth:
            told = await truth_of_recap(backend, CHANNELS, world.sender.posted, week=due)
            if asyncio.get_running_loop().time() < timedelta(hours=12).total_seconds():
                told.unfinished.append("the night is not over")
            return told

        return truth

    timers = frozenset({"publish_recap", "sweep_deliveries"})
    played = play(recap, When(start, timers, longest=timedelta(hours=14), settings=sundays))
    assert played.faults == []
    assert played.truth.duplicates == 0
    # As late as an hour that does not exist is on the clocks of that night, and no later.
    assert played.world.sender.arrivals is not None
    moments = {start + timedelta(seconds=arrived) for arrived in played.world.sender.arrivals}
    assert all(timedelta() <= moment - due_at(night, hour) < timedelta(minutes=1) for moment in moments)


def due_at(night: datetime, hour: int) -> datetime:
    return night.replace(hour=hour).astimezone(UTC)


@pytest.mark.parametrize("friday", [datetime(2026, 3, 27, 18, tzinfo=PARIS), datetime(2026, 10, 23, 18, tzinfo=PARIS)])
def test_digests_that_evening_stops_go_on_at_eight_on_monday_whatever_the_clocks_did(friday: datetime) -> None:
    start = (friday + timedelta(minutes=59, seconds=54)).astimezone(UTC)
    week = Week.of(start, PARIS).plus(-1)

    async def late(world: World) -> Callable[[], Awaitable[Truth]]:
        world.rate = 1
        run_id = replace(DIGEST, period=week.key)
        truth = await digests(world, run_id, week)
        await start_run(run_id, world.backend(), by=None, now=world.clock())
        return truth

    played = play(late, When(start, frozenset({"sweep_deliveries"}), longest=timedelta(days=4)))
    assert played.faults == []
    assert played.world.sender.arrivals is not None
    local = [(start + timedelta(seconds=at)).astimezone(PARIS) for at in played.world.sender.arrivals]
    evening = [at for at in local if at.date() == friday.date()]
    monday = [at for at in local if at.date() == (friday + timedelta(days=3)).date()]
    assert len(evening) + len(monday) == len(CHATS)
    assert evening
    # A message whose turn was a moment before the hour may still arrive a moment after it.
    assert evening[-1] < friday.replace(hour=19, second=6)
    assert monday
    assert monday[0].hour == 8
    assert monday[-1] - monday[0] < timedelta(minutes=1)
