import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import azure.functions as func
import pytest

from infra.local.functions_host.index import IndexedFunction, TimerTrigger
from infra.local.functions_host.timers import check_schedule, next_after
from infra.local.trouble import Trouble
from tests.local.hosting import KEYS, MASTER, hosted

pytestmark = pytest.mark.azurite

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._moved = asyncio.Condition()
        self._asked: asyncio.Queue[datetime] = asyncio.Queue()

    def now(self) -> datetime:
        return self._now

    async def asked(self) -> datetime:
        """The next moment that somebody begins to wait for."""
        return await asyncio.wait_for(self._asked.get(), 10)

    async def wait_until(self, moment: datetime) -> None:
        self._asked.put_nowait(moment)
        async with self._moved:
            await self._moved.wait_for(lambda: self._now >= moment)

    async def move(self, by: timedelta) -> None:
        async with self._moved:
            self._now += by
            self._moved.notify_all()


def _timer_app(fired: asyncio.Queue[func.TimerRequest], *, schedule: str = "0 0 * * * *") -> func.FunctionApp:
    app = func.FunctionApp()

    @app.timer_trigger(schedule=schedule, arg_name="timer")
    async def tick(timer: func.TimerRequest) -> None:
        fired.put_nowait(timer)

    return app


async def _next(fired: asyncio.Queue[func.TimerRequest]) -> func.TimerRequest:
    return await asyncio.wait_for(fired.get(), 10)


async def test_a_timer_fires_when_its_time_has_come_and_not_before(azurite: str) -> None:
    fired: asyncio.Queue[func.TimerRequest] = asyncio.Queue()
    clock = HandClock(NOON + timedelta(minutes=1))
    async with hosted(_timer_app(fired), azurite, clock=clock):
        assert await clock.asked() == NOON + timedelta(hours=1)
        await clock.move(timedelta(minutes=58, seconds=59))
        assert fired.empty()
        await clock.move(timedelta(seconds=1))
        assert (await _next(fired)).past_due is False
        assert await clock.asked() == NOON + timedelta(hours=2)
        await clock.move(timedelta(hours=1))
        await _next(fired)
    assert fired.empty()


async def test_a_real_clock_fires_every_second(azurite: str) -> None:
    fired: asyncio.Queue[func.TimerRequest] = asyncio.Queue()
    async with hosted(_timer_app(fired, schedule="* * * * * *"), azurite):
        await _next(fired)
        await _next(fired)


async def test_a_time_missed_while_the_host_was_stopped_fires_once_and_is_past_due(
    azurite: str, tmp_path: Path
) -> None:
    statuses = tmp_path / "timers.json"
    fired: asyncio.Queue[func.TimerRequest] = asyncio.Queue()
    before = HandClock(NOON + timedelta(minutes=1))
    async with hosted(_timer_app(fired), azurite, clock=before, statuses=statuses):
        await before.asked()
    assert fired.empty()
    later = HandClock(NOON + timedelta(hours=5, minutes=1))
    async with hosted(_timer_app(fired), azurite, clock=later, statuses=statuses):
        assert (await _next(fired)).past_due is True
        await later.asked()
        await later.move(timedelta(minutes=59))
        assert (await _next(fired)).past_due is False
    assert fired.empty()


async def test_a_timer_never_runs_twice_at_the_same_time_and_goes_on_after_an_error(
    azurite: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = func.FunctionApp()
    started: asyncio.Queue[int] = asyncio.Queue()
    released = asyncio.Event()

    @app.timer_trigger(schedule="0 * * * * *", arg_name="timer")
    async def slow(timer: func.TimerRequest) -> None:
        started.put_nowait(1)
        await released.wait()
        raise RuntimeError(str(timer.past_due))

    clock = HandClock(NOON + timedelta(seconds=1))
    async with hosted(app, azurite, clock=clock):
        await clock.asked()
        await clock.move(timedelta(minutes=1))
        await asyncio.wait_for(started.get(), 10)
        await clock.move(timedelta(minutes=5))
        assert started.empty()
        released.set()
        assert await clock.asked() == NOON + timedelta(minutes=7)
        await clock.move(timedelta(minutes=1))
        await asyncio.wait_for(started.get(), 10)
    assert "slow failed" in caplog.text


async def test_the_admin_endpoint_runs_a_timer_at_once_for_the_master_key_only(azurite: str) -> None:
    fired: asyncio.Queue[func.TimerRequest] = asyncio.Queue()
    clock = HandClock(NOON)
    async with hosted(_timer_app(fired), azurite, clock=clock) as host, aiohttp.ClientSession() as http:
        url = f"{host.url}/admin/functions/tick"
        for headers in ({}, {"x-functions-key": KEYS.default}):
            async with http.post(url, json={}, headers=headers) as answer:
                assert answer.status == 401
        async with http.post(f"{host.url}/admin/functions/nobody", json={}, headers=MASTER) as answer:
            assert answer.status == 404
        assert fired.empty()
        async with http.post(url, json={}, headers=MASTER) as answer:
            assert answer.status == 202
        assert (await _next(fired)).past_due is False


def test_the_first_field_of_a_schedule_is_the_seconds() -> None:
    assert next_after("30 15 10 * * *", NOON) == datetime(2026, 3, 3, 10, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("schedule", ["0 * * * *", "not a schedule", "61 * * * * *"])
def test_a_schedule_that_azure_would_misread_is_refused_by_name(schedule: str) -> None:
    trigger = TimerTrigger(schedule, run_on_startup=False, use_monitor=True)
    with pytest.raises(Trouble, match="tick"):
        check_schedule(IndexedFunction("tick", trigger, "timer", print), trigger)
