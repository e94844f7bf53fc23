import logging

from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryState, Reason
from passeur.delivery.ports import DeliveryRepository, Overtaken

log = logging.getLogger(__name__)


async def give_up(delivery_id: DeliveryId, *, deliveries: DeliveryRepository) -> Delivery | None:
    """End a delivery whose queue message was tried too often, so that no row stays unfinished without a reason."""
    delivery = await deliveries.get(delivery_id)
    if delivery is None or delivery.state.is_final:
        return delivery
    log.error("delivery %s is given up after %d attempts", delivery_id, delivery.attempts)
    try:
        return await deliveries.move(_given_up(delivery))
    except Overtaken:
        return await deliveries.get(delivery_id)


def _given_up(delivery: Delivery) -> Delivery:
    """What was being sent may be out; of what is never sent twice nothing more can be said."""
    if delivery.state is DeliveryState.SENDING and not delivery.kind.is_resent:
        return delivery.unknown()
    return delivery.doubted().failed(Reason.POISONED)
