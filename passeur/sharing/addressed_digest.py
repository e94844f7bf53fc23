from passeur.delivery.outbox import DeliveryKind, DeliveryState
from passeur.delivery.ports import DeliveryRepository
from passeur.delivery.runs import RunId
from passeur.errors import NotTheAddressee
from passeur.sharing.digests import Digest


async def addressed_digest(tenant_id: str, run_id: RunId, person_id: str, *, deliveries: DeliveryRepository) -> Digest:
    """The digest that a run owed to this person; NotTheAddressee for anybody to whom it owes none, or no more."""
    if run_id.kind is not DeliveryKind.MANAGER_DIGEST:
        raise NotTheAddressee
    delivery = await deliveries.get(run_id.delivery_id(tenant_id, person_id))
    if delivery is None or delivery.state is DeliveryState.RECALLED:
        raise NotTheAddressee
    return Digest.parse(delivery.subject)
