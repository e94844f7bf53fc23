from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryKind, Home
from passeur.periods import Week


async def owe_message(
    kind: DeliveryKind, person_id: str, about: str, subject: str, backend: Backend, *, week: Week, now: datetime
) -> bool:
    """Owe one person one message about one thing, once; False when it was owed before.

    `about` and `week` name the thing, as parts of a key: a cohort and the week in which its call was opened, say, and
    never the moment of this call. `subject` is what the message is drawn from when it goes out. Where the person is,
    and what they read, is asked then.
    """
    organisation = backend.organisation
    where = message_id(kind, person_id, about, organisation.tenant_id, week)
    message = Delivery(where, kind, subject, None, organisation.locale, now, person_id=person_id)
    is_first = await backend.deliveries.owe(message)
    # Also the second time: the first queue message may have been lost, and a row that was sent is not sent again.
    await backend.queue.put(where)
    return is_first


def message_id(kind: DeliveryKind, person_id: str, about: str, tenant_id: str, week: Week) -> DeliveryId:
    """Where the row of a message is: whoever was owed one can be told from whoever was not."""
    return DeliveryId(Home.MESSAGES, tenant_id, week.key, f"o|{kind}|{about}|{person_id}")
