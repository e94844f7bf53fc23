import math
from dataclasses import dataclass
from datetime import timedelta

from azure.storage.queue.aio import QueueClient

from passeur.delivery.outbox import DeliveryId
from passeur.storage.outages import Patience, answered

# Messages are plain text (`messageEncoding: none` in functions/host.json); Azure hides one for seven days at most.
_LONGEST_DELAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class AzureQueue:
    """Queue Storage: DeliveryQueue. A message whose answer was lost may be there, or be there twice."""

    client: QueueClient
    patience: Patience

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        hidden = math.ceil(min(delay, _LONGEST_DELAY).total_seconds())
        async with answered(self.patience.total):
            await self.client.send_message(str(delivery_id), visibility_timeout=max(hidden, 0))
