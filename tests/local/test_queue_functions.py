import asyncio
import base64
from dataclasses import replace
from datetime import timedelta

import aiohttp
import azure.functions as func
import pytest

from tests.local.hosting import MASTER, QUEUES, hosted, made, queue_of_its_own

pytestmark = pytest.mark.azurite

Seen = asyncio.Queue[tuple[bytes, int | None]]


def _app(queue: str, seen: Seen, *, fails: int = 0) -> func.FunctionApp:
    """A function that fails `fails` times for each message, then succeeds."""
    app = func.FunctionApp()

    @app.queue_trigger(arg_name="message", queue_name=queue, connection="AzureWebJobsStorage")
    async def take(message: func.QueueMessage) -> None:
        seen.put_nowait((message.get_body(), message.dequeue_count))
        if (message.dequeue_count or 0) <= fails:
            raise RuntimeError(message.id)

    return app


async def _next(seen: Seen) -> tuple[bytes, int | None]:
    return await asyncio.wait_for(seen.get(), 20)


async def test_a_message_is_given_once_and_deleted(azurite: str) -> None:
    seen: Seen = asyncio.Queue()
    async with queue_of_its_own(azurite) as queue:
        await queue.send_message("é|1")
        async with hosted(_app(queue.queue_name, seen), azurite):
            assert await _next(seen) == ("é|1".encode(), 1)
        assert seen.empty()
        assert (await queue.get_queue_properties()).approximate_message_count == 0


async def test_a_sync_function_does_not_hold_up_the_others(azurite: str) -> None:
    app = func.FunctionApp()
    seen: Seen = asyncio.Queue()
    loop = asyncio.get_running_loop()
    async with queue_of_its_own(azurite) as queue:

        @app.queue_trigger(arg_name="message", queue_name=queue.queue_name, connection="AzureWebJobsStorage")
        def take(message: func.QueueMessage) -> None:
            loop.call_soon_threadsafe(seen.put_nowait, (message.get_body(), message.dequeue_count))

        await queue.send_message("sync")
        async with hosted(app, azurite):
            assert await _next(seen) == (b"sync", 1)


async def test_a_failed_message_comes_back_after_the_visibility_timeout_with_a_higher_count(azurite: str) -> None:
    seen: Seen = asyncio.Queue()
    loop = asyncio.get_running_loop()
    async with queue_of_its_own(azurite) as queue:
        await queue.send_message("again")
        async with hosted(_app(queue.queue_name, seen, fails=1), azurite):
            assert await _next(seen) == (b"again", 1)
            first = loop.time()
            assert await _next(seen) == (b"again", 2)
            # Azurite counts visibility in whole seconds.
            assert loop.time() - first > 0.5
        assert (await queue.get_queue_properties()).approximate_message_count == 0


async def test_after_the_last_try_a_message_goes_to_the_poison_queue_as_it_was(azurite: str) -> None:
    seen: Seen = asyncio.Queue()
    queues = replace(QUEUES, visibility_timeout=timedelta(seconds=0))
    async with queue_of_its_own(azurite) as queue:
        async with await made(azurite, f"{queue.queue_name}-poison") as poison:
            given_up: Seen = asyncio.Queue()
            app = _app(queue.queue_name, seen, fails=99)

            @app.queue_trigger(arg_name="message", queue_name=poison.queue_name, connection="AzureWebJobsStorage")
            async def give_up(message: func.QueueMessage) -> None:
                given_up.put_nowait((message.get_body(), message.dequeue_count))

            await queue.send_message("é|hopeless")
            async with hosted(app, azurite, queues=queues):
                assert await _next(given_up) == ("é|hopeless".encode(), 1)
            assert [seen.get_nowait()[1] for _ in range(seen.qsize())] == [1, 2, 3]
        assert (await queue.get_queue_properties()).approximate_message_count == 0


async def test_the_poison_queue_is_made_when_it_is_needed(azurite: str) -> None:
    seen: Seen = asyncio.Queue()
    queues = replace(QUEUES, max_dequeue_count=1, visibility_timeout=timedelta(seconds=0))
    async with queue_of_its_own(azurite) as queue:
        await queue.send_message("hopeless")
        async with hosted(_app(queue.queue_name, seen, fails=99), azurite, queues=queues):
            await _next(seen)
        async with await made(azurite, f"{queue.queue_name}-poison") as poison:
            assert [message.content async for message in poison.receive_messages()] == ["hopeless"]


async def test_one_slow_message_does_not_hold_up_the_next_batch(azurite: str) -> None:
    app = func.FunctionApp()
    seen: asyncio.Queue[bytes] = asyncio.Queue()
    slow = asyncio.Event()
    async with queue_of_its_own(azurite) as queue:

        @app.queue_trigger(arg_name="message", queue_name=queue.queue_name, connection="AzureWebJobsStorage")
        async def take(message: func.QueueMessage) -> None:
            if message.get_body() == b"slow":
                await slow.wait()
            seen.put_nowait(message.get_body())

        for body in ("slow", "1", "2", "3", "4"):
            await queue.send_message(body)
        async with hosted(app, azurite, queues=replace(QUEUES, batch_size=2, new_batch_threshold=1)):
            quick = [await asyncio.wait_for(seen.get(), 20) for _ in range(4)]
            assert b"slow" not in quick
            slow.set()
            assert await asyncio.wait_for(seen.get(), 20) == b"slow"


async def test_a_batch_runs_at_the_same_time_and_is_no_larger_than_host_json_says(azurite: str) -> None:
    app = func.FunctionApp()
    running: Seen = asyncio.Queue()
    released = asyncio.Event()
    async with queue_of_its_own(azurite) as queue:

        @app.queue_trigger(arg_name="message", queue_name=queue.queue_name, connection="AzureWebJobsStorage")
        async def take(message: func.QueueMessage) -> None:
            running.put_nowait((message.get_body(), message.dequeue_count))
            await released.wait()

        for number in range(5):
            await queue.send_message(str(number))
        async with hosted(app, azurite, queues=replace(QUEUES, batch_size=3, new_batch_threshold=0)):
            for _ in range(3):
                await _next(running)
            assert running.empty()
            released.set()
            for _ in range(2):
                await _next(running)


async def test_base64_messages_are_decoded_when_host_json_says_so(azurite: str) -> None:
    seen: Seen = asyncio.Queue()
    queues = replace(QUEUES, message_encoding="base64", max_dequeue_count=1)
    async with queue_of_its_own(azurite) as queue:
        await queue.send_message("not base64!")
        await queue.send_message(base64.b64encode("é".encode()).decode())
        async with hosted(_app(queue.queue_name, seen), azurite, queues=queues):
            assert await _next(seen) == ("é".encode(), 1)
        async with await made(azurite, f"{queue.queue_name}-poison") as poison:
            assert [message.content async for message in poison.receive_messages()] == ["not base64!"]


async def test_the_admin_endpoint_gives_a_queue_function_its_input(azurite: str) -> None:
    seen: Seen = asyncio.Queue()
    app = _app("nobody-made-this-queue", seen)
    async with hosted(app, azurite) as host, aiohttp.ClientSession() as http:
        url = f"{host.url}/admin/functions/take"
        async with http.post(url, json={"input": "by hand"}, headers=MASTER) as answer:
            assert answer.status == 202
        assert await _next(seen) == (b"by hand", 1)
        async with http.post(url, data="not json", headers=MASTER) as answer:
            assert answer.status == 400


async def test_stopping_the_host_lets_a_message_under_way_finish(azurite: str) -> None:
    app = func.FunctionApp()
    started, released = asyncio.Event(), asyncio.Event()
    finished: list[str] = []
    async with queue_of_its_own(azurite) as queue:

        @app.queue_trigger(arg_name="message", queue_name=queue.queue_name, connection="AzureWebJobsStorage")
        async def take(message: func.QueueMessage) -> None:
            started.set()
            await released.wait()
            finished.append(message.get_body().decode())

        await queue.send_message("under way")
        async with hosted(app, azurite) as running:
            await asyncio.wait_for(started.wait(), 20)
            stopping = asyncio.create_task(running.host.stop())
            await asyncio.sleep(0)
            released.set()
            await stopping
            assert finished == ["under way"]
        assert (await queue.get_queue_properties()).approximate_message_count == 0
