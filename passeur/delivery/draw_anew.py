from collections.abc import Mapping
from typing import Any

from passeur.delivery.desk import Desk
from passeur.delivery.outbox import Delivery
from passeur.delivery.pacer import Later
from passeur.delivery.ports import SendFailed, SendThrottled, SendUnknown


async def draw_anew(delivery: Delivery, card: Mapping[str, Any], desk: Desk) -> bool:
    """Replace the card of a message that was sent, in its turn; False when Teams cannot take more now.

    A chat that is gone for good shows nothing to anybody any more.
    """
    if delivery.address is None or delivery.activity_id is None:
        return True
    while True:
        turn = await desk.pacer.book()
        if isinstance(turn, Later):
            return False
        if await desk.pacer.wait_for(turn):
            break
    try:
        await desk.sender.update(delivery.address, delivery.activity_id, card)
    except SendFailed:
        return True
    except (SendThrottled, SendUnknown):
        return False
    return True
