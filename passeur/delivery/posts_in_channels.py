from collections.abc import Sequence

from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.delivery.owe_post import post_id
from passeur.periods import Week


async def posts_in_channels(kind: DeliveryKind, about: str, backend: Backend, *, week: Week) -> Sequence[Delivery]:
    """What `owe_posts` owed the channels about one thing, to find the messages that show it."""
    tenant_id = backend.organisation.tenant_id
    found = [
        await backend.deliveries.get(post_id(kind, about, channel, week))
        for channel in await backend.channels.all(tenant_id)
    ]
    return [each for each in found if each is not None]
