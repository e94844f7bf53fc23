from datetime import timedelta

from azure.storage.queue.aio import QueueClient

from passeur.delivery.outbox import DeliveryId
from passeur.delivery.ports import DELIVERIES_QUEUE
from passeur.storage.bundle import Storage
from passeur.storage.memory import MemoryQueue, open_memory_storage
from tests.storage.samples import a_post, a_share


async def _messages(azurite: str) -> list[str]:
    """What a queue trigger would be given, taken off the queue."""
    async with QueueClient.from_connection_string(azurite, DELIVERIES_QUEUE) as client:
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
