import subprocess
import sys
from datetime import timedelta

from azure.storage.queue.aio import QueueClient

from passeur.delivery.outbox import DeliveryId
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.queues import DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE, RUN_STEPS_QUEUE
from passeur.storage.bundle import Storage
from passeur.storage.memory import MemoryQueue, open_memory_storage
from tests.storage.run_samples import RUN, owed_to
from tests.storage.samples import a_post, a_share


async def _messages(azurite: str, queue: str = DELIVERIES_QUEUE) -> list[str]:
    """What a queue trigger would be given, taken off the queue."""
    async with QueueClient.from_connection_string(azurite, queue) as client:
        found = [message async for message in client.receive_messages(messages_per_page=32)]
        for message in found:
            await client.delete_message(message)
    return [message.content for message in found]


async def test_a_message_is_the_id_of_the_delivery_as_plain_text(
    azure_storage: Storage, azurite: str, tenant: str
) -> None:
    post = a_post(a_share(tenant))
    await azure_storage.queue.put(post.id)
    messages = [text for text in await _messages(azurite) if tenant in text]
    assert messages == [str(post.id)]
    assert DeliveryId.parse(messages[0]) == post.id


async def test_what_a_run_owes_never_stands_before_the_card_of_a_share(
    azure_storage: Storage, azurite: str, tenant: str
) -> None:
    owed, post = owed_to(tenant, "person-1"), a_post(a_share(tenant))
    await azure_storage.queue.put(owed.id)
    await azure_storage.queue.put(post.id)
    of_runs = [text for text in await _messages(azurite, RUN_DELIVERIES_QUEUE) if tenant in text]
    others = [text for text in await _messages(azurite) if tenant in text]
    assert (of_runs, others) == ([str(owed.id)], [str(post.id)])
    assert DeliveryId.parse(of_runs[0]) == owed.id


async def test_the_steps_of_runs_have_a_queue_of_their_own(azure_storage: Storage, azurite: str, tenant: str) -> None:
    steps = [RunStep(kind, tenant, RUN) for kind in StepKind]
    for step in steps:
        await azure_storage.queue.put_step(step)
    await azure_storage.queue.put_step(RunStep(StepKind.PLAN, f"{tenant}-later", RUN), timedelta(minutes=5))
    messages = [text for text in await _messages(azurite, RUN_STEPS_QUEUE) if tenant in text]
    assert sorted(messages) == sorted(map(str, steps))
    assert {RunStep.parse(text) for text in messages} == set(steps)


def test_the_library_of_queues_is_not_imported_before_the_first_message() -> None:
    program = """
import asyncio, sys
from passeur.delivery.outbox import DeliveryId, Home
from passeur.errors import StorageUnavailable
from passeur.settings import StorageSettings
from passeur.storage.open import open_storage
from passeur.storage.outages import Patience

async def main():
    storage = open_storage(StorageSettings(sys.argv[1], None), patience=Patience(0.2, 0.2, 5.0, 0))
    assert not any(name.startswith("azure.storage") for name in sys.modules)
    try:
        await storage.queue.put(DeliveryId(Home.RUNS, "tenant", "run.0", "o|person"))
    except StorageUnavailable:
        assert "azure.storage.queue" in sys.modules
        print("nobody listens")
    await storage.close()

asyncio.run(main())
"""
    nowhere = "http://127.0.0.1:9/account"
    connection = f"AccountName=account;AccountKey=a2V5;TableEndpoint={nowhere};QueueEndpoint={nowhere};"
    ran = subprocess.run([sys.executable, "-c", program, connection], capture_output=True, text=True, check=False)  # noqa: S603  # our own program
    assert (ran.stdout.strip(), ran.returncode) == ("nobody listens", 0), ran.stderr


async def test_a_delayed_message_is_not_there_yet(azure_storage: Storage, azurite: str, tenant: str) -> None:
    await azure_storage.queue.put(a_post(a_share(tenant)).id, timedelta(minutes=5))
    await azure_storage.queue.put(a_post(a_share(tenant)).id, timedelta(days=30))
    assert [text for text in await _messages(azurite) if tenant in text] == []


async def test_a_fraction_of_a_second_is_rounded_up(azure_storage: Storage, azurite: str, tenant: str) -> None:
    await azure_storage.queue.put(a_post(a_share(tenant)).id, timedelta(milliseconds=1))
    assert [text for text in await _messages(azurite) if tenant in text] == []


async def test_the_queue_in_memory_shows_what_was_asked(tenant: str) -> None:
    queue = MemoryQueue()
    post = a_post(a_share(tenant))
    await open_memory_storage(queue).queue.put(post.id, timedelta(seconds=3))
    assert queue.messages == [(post.id, timedelta(seconds=3))]
    step = RunStep(StepKind.FOLLOW, tenant, RUN)
    await open_memory_storage(queue).queue.put_step(step, timedelta(seconds=3))
    assert (queue.steps, len(queue.messages)) == ([(step, timedelta(seconds=3))], 1)
