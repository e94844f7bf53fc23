import hashlib
from datetime import datetime

from passeur.ambassadors.workshops import Workshop
from passeur.backend import Backend
from passeur.delivery.addresses import Channel
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, Home
from passeur.errors import NowhereToTell
from passeur.periods import Week


async def only_channel(backend: Backend) -> Channel | None:
    """The channel in which Passeur speaks, when there is one alone: no button can say which of several is meant."""
    channels = await backend.channels.all(backend.organisation.tenant_id)
    return channels[0] if len(channels) == 1 else None


async def post_feedback_card(workshop: Workshop, backend: Backend, *, now: datetime) -> bool:
    """Owe the two questions to the organisation's channel, once a week; False when they were posted before."""
    channel = await only_channel(backend)
    if channel is None:
        raise NowhereToTell
    organisation = backend.organisation
    week = Week.of(now, organisation.sending.zone)
    where = hashlib.sha256(channel.address.conversation_id.encode()).hexdigest()[:32]
    post_id = DeliveryId(
        Home.MESSAGES, organisation.tenant_id, week.key, f"o|{DeliveryKind.WORKSHOP_FEEDBACK}|{workshop.id}|{where}"
    )
    post = Delivery(post_id, DeliveryKind.WORKSHOP_FEEDBACK, workshop.code, channel.address, organisation.locale, now)
    is_first = await backend.deliveries.owe(post)
    await backend.queue.put(post_id)
    return is_first
