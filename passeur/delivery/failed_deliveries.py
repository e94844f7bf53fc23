from collections import Counter
from collections.abc import Mapping

from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind, Reason
from passeur.periods import Week


async def failed_deliveries(backend: Backend, since: Week) -> Mapping[tuple[DeliveryKind, Reason], int]:
    """How many shares, recaps and words to the programme lead could not be sent since a week, and why.

    Reads the outbox of those weeks, as the sweeper does: one page for each thousand rows that storage looks at.
    """
    failed = backend.deliveries.failed(backend.organisation.tenant_id, since)
    return Counter([(each.kind, each.reason) async for each in failed if each.reason is not None])
