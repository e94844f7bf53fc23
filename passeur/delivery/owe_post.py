import hashlib
from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.addresses import Channel
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, Home
from passeur.periods import Week


async def owe_posts(
    kind: DeliveryKind, about: str, subject: str, backend: Backend, *, week: Week, now: datetime
) -> int:
    """Owe every channel in which Passeur speaks one message about one thing, once; how many channels there are.

    `about` and `week` name the thing, as parts of a key, and never the moment of this call. `subject` is what the
    message is drawn from when it goes out, in the organisation's language.
    """
    organisation = backend.organisation
    channels = await backend.channels.all(organisation.tenant_id)
    for channel in channels:
        where = post_id(kind, about, channel, week)
        # Whoever asks again each hour does not ask the queue again: a message that was lost there is found by sweeping.
        if await backend.deliveries.owe(Delivery(where, kind, subject, channel.address, organisation.locale, now)):
            await backend.queue.put(where)
    return len(channels)


def post_id(kind: DeliveryKind, about: str, channel: Channel, week: Week) -> DeliveryId:
    """Where the message to one channel about one thing is kept."""
    team = hashlib.sha256(channel.team_id.encode()).hexdigest()[:32]
    return DeliveryId(Home.MESSAGES, channel.tenant_id, week.key, f"o|{kind}|{about}|{team}")
