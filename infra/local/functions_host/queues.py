"""Queue triggers on Queue Storage, with Azure's dequeue count, visibility and poison queue."""

import asyncio
import base64
import binascii
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from azure.core.exceptions import AzureError, ResourceExistsError, ResourceNotFoundError
from azure.functions.queue import QueueMessage
from azure.storage.queue import QueueMessage as StoredMessage
from azure.storage.queue.aio import QueueClient, QueueServiceClient

from infra.local.functions_host.host_settings import QueueSettings
from infra.local.functions_host.index import IndexedFunction, QueueTrigger
from infra.local.functions_host.invocation import Caller
from passeur.logs.safe import Safe

log = logging.getLogger("functions")

# Azure hides a message for ten minutes while its function runs, and longer as it goes on running.
_HIDDEN_WHILE_RUNNING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class QueueListener:
    """Gives the messages of one queue to one function. `poll` is how often an empty queue is looked at.

    `hidden` is after how long the messages of a process that died come back.
    """

    function: IndexedFunction
    trigger: QueueTrigger
    caller: Caller
    storage: QueueServiceClient
    settings: QueueSettings
    poll: timedelta
    hidden: timedelta = _HIDDEN_WHILE_RUNNING

    async def run(self, stopping: asyncio.Event) -> None:
        """Listen until `stopping`, and finish the messages under way; storage that is away is asked again later."""
        queue = self.storage.get_queue_client(self.trigger.queue)
        is_away = False
        async with asyncio.TaskGroup() as group:
            running = set[asyncio.Task[None]]()
            while not stopping.is_set():
                try:
                    messages = await self._take(queue)
                    is_away = False
                except AzureError as error:
                    if not is_away:
                        log.warning("%s cannot read a queue: %s", Safe(self.function.name), error)
                    is_away, messages = True, []
                running |= {group.create_task(self._serve(queue, message)) for message in messages}
                if not messages:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(stopping.wait(), self.poll.total_seconds())
                running = await self._room(running)

    async def _room(self, running: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        """The calls that are still under way, once they are few enough for another batch."""
        running = {task for task in running if not task.done()}
        while len(running) > self.settings.new_batch_threshold:
            _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        return running

    async def _take(self, queue: QueueClient) -> list[StoredMessage]:
        """Up to `batch_size` messages, hidden from others from now on."""
        hidden = int(self.hidden.total_seconds())
        pages = queue.receive_messages(
            messages_per_page=self.settings.batch_size, max_messages=self.settings.batch_size, visibility_timeout=hidden
        )
        try:
            return [message async for message in pages]
        except ResourceNotFoundError:  # nobody has made the queue yet, so nothing waits in it
            return []

    async def call_now(self, body: str) -> None:
        """Call the function with a message that is in no queue, as Azure's admin endpoint does."""
        await self.caller.call(self.function, QueueMessage(id="admin", body=body.encode(), dequeue_count=1))

    async def _serve(self, queue: QueueClient, message: StoredMessage) -> None:
        count = message.dequeue_count or 1
        try:
            if count > self.settings.max_dequeue_count:
                await self._poison(queue, message)
                return
            try:
                await self.caller.call(self.function, self._given(message))
            except Exception:  # noqa: BLE001 - told by the caller; the message stays for the next try
                await self._failed(queue, message, count)
            else:
                await queue.delete_message(message)
        except ResourceNotFoundError:
            log.info("a message of %s is gone: somebody else took it", Safe(self.trigger.queue))
        except AzureError as error:  # what was done is done; the message comes again when it is visible
            log.warning("%s cannot finish a message: %s", Safe(self.function.name), error)

    async def _failed(self, queue: QueueClient, message: StoredMessage, count: int) -> None:
        if count >= self.settings.max_dequeue_count:
            await self._poison(queue, message)
        else:
            hidden = int(self.settings.visibility_timeout.total_seconds())
            await queue.update_message(message, visibility_timeout=hidden)

    async def _poison(self, queue: QueueClient, message: StoredMessage) -> None:
        """Into `<queue>-poison` first, out of the queue second: a stop between the two loses nothing."""
        poison = self.storage.get_queue_client(f"{self.trigger.queue}-poison")
        try:
            await poison.send_message(message.content)
        except ResourceNotFoundError:
            await _make(poison)
            await poison.send_message(message.content)
        await queue.delete_message(message)
        log.error("%s gives up a message: it is in %s", Safe(self.function.name), Safe(poison.queue_name))

    def _given(self, message: StoredMessage) -> QueueMessage:
        content = str(message.content)
        return QueueMessage(
            id=message.id,
            body=_decoded(content) if self.settings.message_encoding == "base64" else content.encode(),
            dequeue_count=message.dequeue_count,
            expiration_time=message.expires_on,
            insertion_time=message.inserted_on,
            time_next_visible=message.next_visible_on,
            pop_receipt=message.pop_receipt,
        )


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error as error:
        raise ValueError("host.json says base64, and the message is not") from error


async def _make(queue: QueueClient) -> None:
    try:
        await queue.create_queue()
    except ResourceExistsError:
        return
