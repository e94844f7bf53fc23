import logging

from passeur.delivery.outbox import Delivery, DeliveryId, Reason
from passeur.delivery.ports import DeliveryRepository, Overtaken

log = logging.getLogger(__name__)


async def give_up(delivery_id: DeliveryId, *, deliveries: DeliveryRepository) -> Delivery | None:
    """End a delivery whose queue message was tried too often, so that no row stays unfinished without a reason."""
    delivery = await deliveries.get(delivery_id)
    if delivery is None or delivery.state.is_final:
        return delivery
    log.error("delivery %s is given up after %d attempts", delivery_id, delivery.attempts)
    try:
        return await deliveries.move(delivery.failed(Reason.POISONED))
    except Overtaken:
        return await deliveries.get(delivery_id)
