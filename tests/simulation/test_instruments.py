"""What measures has to be right first: the virtual loop, the queues, the host and the windows."""

import asyncio
from datetime import timedelta

import azure.functions as func
import pytest

from infra.local.functions_host.host_settings import QueueSettings
from tests.fakes.windows import Windows
from tests.simulation.host import SimulatedHost
from tests.simulation.queues import SimulatedQueue, SimulatedQueues
from tests.simulation.virtual_time import TUESDAY, NothingToWaitFor, VirtualClock, run_virtually

SETTINGS = QueueSettings(
    batch_size=8,
    max_dequeue_count=3,
    visibility_timeout=timedelta(seconds=30),
    max_polling_interval=timedelta(seconds=5),
    message_encoding="none",
)


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_waiting_takes_no_time_and_comes_in_order() -> None:
    async def wait() -> tuple[list[int], float]:
        woken: list[int] = []

        async def after(hours: int) -> None:
            await asyncio.sleep(hours * 3600)
            woken.append(hours)

        await asyncio.gather(after(30), after(1), after(2))
        return woken, asyncio.get_running_loop().time()

    woken, seconds = run_virtually(wait())
    assert (woken, round(seconds)) == ([1, 2, 30], 30 * 3600)


def test_a_timeout_ends_what_nothing_else_ends() -> None:
    async def wait() -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await asyncio.Event().wait()
        return asyncio.get_running_loop().time()

    assert run_virtually(wait()) == pytest.approx(5)


def test_a_wait_that_nothing_ends_is_told() -> None:
    async def wait() -> None:
        await asyncio.Event().wait()

    with pytest.raises(NothingToWaitFor):
        run_virtually(wait())


def test_a_conversation_takes_seven_messages_in_a_second_and_eight_in_two() -> None:
    clock = Seconds()
    windows = Windows(clock)
    assert [windows.admit("c") for _ in range(7)] == [None] * 7
    assert windows.admit("c") == pytest.approx(1.0)
    assert windows.admit("another") is None
    clock.now = 1.0
    assert windows.admit("c") is None
    assert windows.admit("c") == pytest.approx(1.0)
    clock.now = 2.0
    assert windows.admit("c") is None
    assert (windows.before, windows.after) == (1, 1)


@pytest.mark.parametrize(("pause", "most", "window"), [(0.5, 60, 30.0), (1.9, 1800, 3600.0)])
def test_the_longer_windows_of_a_conversation_hold_too(pause: float, most: int, window: float) -> None:
    clock = Seconds()
    windows = Windows(clock)
    moments = []
    while windows.admit("c") is None:
        moments.append(clock.now)
        clock.now += pause * 0.9
    assert len(moments) == most
    clock.now = moments[0] + window
    assert windows.admit("c") is None


def test_a_tenant_takes_fifty_calls_in_any_second() -> None:
    clock = Seconds()
    windows = Windows(clock)
    for number in range(50):
        clock.now = number / 50
        assert windows.admit(f"a:{number}") is None
    assert windows.admit("a:51") is not None
    clock.now = 3.0
    assert windows.admit("a:51") is None


def test_who_comes_although_asked_to_wait_is_counted() -> None:
    clock = Seconds()
    windows = Windows(clock)
    windows.refused(10.0)
    clock.now = 1.0
    windows.admit("a:1")
    assert windows.impatient == 0
    clock.now = 5.0
    windows.admit("a:2")
    assert windows.impatient == 1
    clock.now = 10.0
    windows.admit("a:3")
    assert windows.impatient == 1


def test_a_message_that_was_taken_shows_again_and_only_its_last_taker_deletes_it() -> None:
    async def play() -> None:
        queue = SimulatedQueue()
        queue.put("later", delay=60)
        queue.put("now")
        [first] = queue.take(8, hidden=600)
        receipt = first.receipt
        assert (first.body, first.count, queue.take(8, hidden=600)) == ("now", 1, [])
        await asyncio.sleep(60)
        assert [message.body for message in queue.take(8, hidden=6000)] == ["later"]
        await asyncio.sleep(540)
        [again] = queue.take(8, hidden=600)
        assert (again.body, again.count) == ("now", 2)
        assert not queue.drop(first, receipt)
        assert queue.drop(again, again.receipt)
        await asyncio.sleep(600)
        assert queue.take(8, hidden=600) == []

    run_virtually(play())


def test_what_fails_too_often_is_poison_and_who_dies_leaves_its_message() -> None:
    app = func.FunctionApp()
    tried: list[float] = []

    @app.queue_trigger(arg_name="message", queue_name="q", connection="AzureWebJobsStorage")
    async def fail(message: func.QueueMessage) -> None:
        tried.append(asyncio.get_running_loop().time())
        if message.get_body() == b"stuck":
            await asyncio.Event().wait()
        raise ValueError

    async def play() -> SimulatedQueues:
        queues = SimulatedQueues()
        host = SimulatedHost(VirtualClock(TUESDAY), queues, SETTINGS)
        instance = host.add(app)
        queues.queues["q"].put("bad")
        await asyncio.sleep(300)
        assert len(tried) == 3
        queues.queues["q"].put("stuck")
        await asyncio.sleep(10)
        instance.kill()
        await asyncio.sleep(3600)
        return queues

    queues = run_virtually(play())
    assert queues.queues["q-poison"].length == 1
    assert (queues.queues["q"].length, len(tried)) == (1, 4)
