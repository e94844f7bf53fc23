from datetime import datetime, timedelta

from passeur.delivery.ports import DeliveryQueue, DeliveryRepository
from passeur.periods import Week

# The queue brings a fresh row within seconds; one that is still pending after this lost its message.
PATIENCE = timedelta(minutes=2)


async def sweep_deliveries(
    tenant_id: str, since: Week, *, deliveries: DeliveryRepository, queue: DeliveryQueue, now: datetime
) -> int:
    """Ask again for every message that stays owed after a crash or a lost queue message; returns how many."""
    swept = 0
    async for delivery in deliveries.unfinished(tenant_id, since):
        if delivery.can_be_taken(now) and now - delivery.created_at >= PATIENCE:
            await queue.put(delivery.id)
            swept += 1
    return swept
