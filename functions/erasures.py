"""Erasures, one look further each time, until each is finished."""

import logging
from functools import partial

from cards.privacy.erasure import erased_card
from cards.view import View
from functions.erased_cards import redraw
from functions.wiring import Wiring
from passeur.delivery.desk import Desk
from passeur.delivery.pacer import Later
from passeur.delivery.ports import SendFailed, SendThrottled, SendUnknown
from passeur.errors import StorageUnavailable
from passeur.privacy.erase_person import erase_person
from passeur.privacy.erasures import Erasure

log = logging.getLogger(__name__)


async def erase_who_asked(wiring: Wiring) -> None:
    """One look at each erasure under way; what fails is looked at again the next time."""
    backend = await wiring.backend()
    under_way = await backend.erasures.under_way(backend.organisation.tenant_id)
    if not under_way:
        return
    desk, signer, done = await wiring.desk(), wiring.signer(), 0
    # Whoever asked does not wait for those who left.
    for erasure in sorted(under_way, key=lambda each: (each.untold, each.asked_at)):
        view = View(erasure.locale, backend.organisation, signer)
        try:
            done += await erase_person(
                erasure,
                backend,
                redraw=partial(redraw, backend=backend, desk=desk, signer=signer),
                tell=partial(_tell, view=view, desk=desk),
                now=backend.clock(),
            )
        except StorageUnavailable:
            log.warning("an erasure was interrupted and goes on in five minutes", exc_info=True)
        except Exception:
            # One that can never be made holds up nobody else's.
            log.exception("an erasure failed and is tried again in five minutes")
    log.info("%d erasures are finished, %d are under way", done, len(under_way) - done)


async def _tell(erasure: Erasure, *, view: View, desk: Desk) -> bool:
    """Say that it is done, in its turn; a chat that is gone needs no word, and an answer that is lost no second one."""
    if erasure.address is None:
        return True
    turn = await desk.pacer.book()
    if isinstance(turn, Later) or not await desk.pacer.wait_for(turn):
        return False
    try:
        await desk.sender.send(erasure.address, erased_card(view))
    except (SendFailed, SendUnknown):
        return True
    except SendThrottled:
        return False
    return True
