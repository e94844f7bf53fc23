"""What delivery needs from outside: rows, a queue, and a way to a conversation."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any, Protocol

from passeur.delivery.addresses import Address
from passeur.delivery.outbox import Delivery, DeliveryId, Reason
from passeur.periods import Week

# The queue of delivery ids: what the functions' trigger listens to.
DELIVERIES_QUEUE = "deliveries"


class SendThrottled(Exception):
    """The connector asked to wait; nothing was posted."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"wait {retry_after:.0f} s")
        self.retry_after = retry_after


class SendFailed(Exception):
    """The connector refused for good; nothing was posted."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class SendUnknown(Exception):
    """The answer was lost: the card may have been posted."""


class Overtaken(Exception):
    """Somebody else wrote the row since it was read."""


class CardSender(Protocol):
    """Posts one card alone in a conversation. Raises SendThrottled, SendFailed or SendUnknown."""

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        """Post a card and return the id of the new message, when Teams gives one."""

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        """Replace the card of a message for everybody who sees it."""


class DeliveryRepository(Protocol):
    async def get(self, delivery_id: DeliveryId) -> Delivery | None: ...

    async def move(self, delivery: Delivery) -> Delivery:
        """Write a row over the version it was made from; Overtaken when that version is no longer the last one."""

    def unfinished(self, tenant_id: str, since: Week) -> AsyncIterator[Delivery]:
        """Rows of all homes that are neither sent, failed nor skipped, from the week `since` on."""


class DeliveryQueue(Protocol):
    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        """Ask for a delivery to be tried, not before `delay`."""
