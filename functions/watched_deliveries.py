"""The outbox seen by a worker whom somebody watches: how late each message is when it is looked at."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from passeur.delivery.outbox import Delivery, DeliveryId, Home
from passeur.delivery.ports import DeliveryRepository
from passeur.delivery.queues import DELIVERIES_QUEUE, RUN_DELIVERIES_QUEUE
from passeur.periods import Week
from passeur.ports import Clock
from passeur.telemetry.names import Attribute, Metric
from passeur.telemetry.watch import watching


@dataclass(frozen=True, slots=True)
class WatchedDeliveries:
    """Late is after the moment until which it was to wait, or, without one, after it was owed. DeliveryRepository."""

    deliveries: DeliveryRepository
    clock: Clock

    async def get(self, delivery_id: DeliveryId) -> Delivery | None:
        delivery = await self.deliveries.get(delivery_id)
        if delivery is not None and not delivery.state.is_final:
            late = self.clock() - (delivery.until or delivery.created_at)
            queue = RUN_DELIVERIES_QUEUE if delivery_id.home is Home.RUNS else DELIVERIES_QUEUE
            watching().record(Metric.QUEUE_AGE, max(late.total_seconds(), 0.0), {Attribute.QUEUE: queue})
        return delivery

    async def owe(self, message: Delivery) -> bool:
        return await self.deliveries.owe(message)

    async def move(self, delivery: Delivery) -> Delivery:
        return await self.deliveries.move(delivery)

    def unfinished(self, tenant_id: str, since: Week) -> AsyncIterator[Delivery]:
        return self.deliveries.unfinished(tenant_id, since)

    def failed(self, tenant_id: str, since: Week) -> AsyncIterator[Delivery]:
        return self.deliveries.failed(tenant_id, since)
