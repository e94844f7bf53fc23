import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from azure.core.exceptions import ResourceNotFoundError

from passeur.delivery.outbox import DeliveryId, Home
from passeur.delivery.ports import RunStep
from passeur.delivery.queues import DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE, RUN_STEPS_QUEUE
from passeur.storage.outages import Patience, answered

if TYPE_CHECKING:
    from azure.storage.queue.aio import QueueClient

QUEUES = (DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE, RUN_STEPS_QUEUE)

# Messages are plain text (`messageEncoding: none` in functions/host.json); Azure hides one for seven days at most.
_LONGEST_DELAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class AzureQueue:
    """Queue Storage: DeliveryQueue. A message whose answer was lost may be there, or be there twice.

    `connect` makes the client of a queue by its name; it is made when the queue is first used, as its library is slow
    to import and many processes never put a message.
    """

    connect: "Callable[[str], QueueClient]"
    patience: Patience
    _clients: "dict[str, QueueClient]" = field(default_factory=dict)

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        name = RUN_DELIVERIES_QUEUE if delivery_id.home is Home.RUNS else DELIVERIES_QUEUE
        await self._send(name, str(delivery_id), delay)

    async def put_step(self, step: RunStep, delay: timedelta = timedelta()) -> None:
        await self._send(RUN_STEPS_QUEUE, str(step), delay)

    def client(self, name: str) -> "QueueClient":
        if name not in self._clients:
            self._clients[name] = self.connect(name)
        return self._clients[name]

    async def length(self, name: str) -> int:
        """About how many messages wait; a queue that is not there, such as that of failures, has none."""
        async with answered(self.patience.total):
            try:
                properties = await self.client(name).get_queue_properties()
            except ResourceNotFoundError:
                return 0
        return properties.approximate_message_count or 0

    async def _send(self, name: str, text: str, delay: timedelta) -> None:
        hidden = math.ceil(min(delay, _LONGEST_DELAY).total_seconds())
        async with answered(self.patience.total):
            await self.client(name).send_message(text, visibility_timeout=max(hidden, 0))
