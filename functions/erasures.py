"""Erasures, one look further each time, until each is finished. One look through everything serves many people."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta

from cards.privacy.erasure import erased_card
from cards.signing import Signer
from cards.view import View
from functions.erased_cards import redraw
from functions.refresh import what_is_left
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.delivery.desk import Desk
from passeur.delivery.pacer import Later
from passeur.delivery.ports import SendFailed, SendThrottled, SendUnknown
from passeur.errors import StorageUnavailable
from passeur.privacy.erase_people import Looked, erase_people
from passeur.privacy.erasure_ports import Traces
from passeur.privacy.erasures import Erasure
from passeur.sharing.renew_digests import redraw_digests
from passeur.sharing.shares import ShareRef

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
# The host ends a run after ten minutes (host.json). A look that would go on for longer goes on in the next run.
NO_NEW_LOOK_AFTER = timedelta(minutes=4)
# From then on no message is drawn anew: those who were drawn are noted, and the next run goes on with the others.
NO_DRAWING_AFTER = timedelta(minutes=6)
ENDS_AFTER = timedelta(minutes=9)


async def erase_who_asked(
    wiring: Wiring, *, most: int = MOST_AT_ONCE, elapsed: Callable[[], float] = time.monotonic
) -> None:
    """One look at each erasure under way, as far as a run's time goes; what fails is looked at again the next time."""
    backend = await wiring.backend()
    under_way = await backend.erasures.under_way(backend.organisation.tenant_id)
    if not under_way:
        return
    desk, signer, begun = await wiring.desk(), wiring.signer(), elapsed()
    messenger = _Messenger(backend, desk, signer, lambda: elapsed() - begun < NO_DRAWING_AFTER.total_seconds())
    now = backend.clock()
    # Whoever asked does not wait for those who left.
    waiting = sorted((each for each in under_way if not each.waits(now)), key=lambda each: (each.untold, each.asked_at))
    looks, done = 0, 0
    try:
        async with asyncio.timeout(ENDS_AFTER.total_seconds()):
            while waiting and (not looks or elapsed() - begun < NO_NEW_LOOK_AFTER.total_seconds()):
                looked = await erase_people(waiting[:most], backend, messenger, now=backend.clock())
                waiting, looks, done = waiting[most:], looks + 1, done + len(looked.finished)
                _report(looked)
    except StorageUnavailable:
        log.warning("erasures were interrupted and go on in five minutes", exc_info=True)
    except TimeoutError:
        log.exception("one look through everything took longer than a run may; it begins anew in five minutes")
    log.info(
        "%d erasures are finished, %d are under way, %d of them for the next run; %d looks in %.0f s",
        done,
        len(under_way) - done,
        len(waiting),
        looks,
        elapsed() - begun,
    )


def _report(looked: Looked) -> None:
    for error in looked.held_up.values():
        # One that can never be made holds up nobody else's.
        if isinstance(error, StorageUnavailable):
            log.warning("an erasure was interrupted and goes on in five minutes", exc_info=error)
        else:
            log.error("an erasure failed and is tried again in five minutes", exc_info=error)
    log.info("a look at %d rows finished %d erasures", looked.rows, len(looked.finished))


@dataclass(slots=True)
class _Messenger:
    """What an erasure has Teams do, within the tenant's pace and the time of a run."""

    backend: Backend
    desk: Desk
    signer: Signer
    in_time: Callable[[], bool]
    # However late it is when everything was looked through, each run draws at least one person.
    drew: bool = field(default=False, init=False)

    async def redraw(self, traces: Traces) -> bool:
        drawn = await redraw(
            traces,
            backend=self.backend,
            desk=self.desk,
            signer=self.signer,
            in_time=lambda: not self.drew or self.in_time(),
        )
        self.drew = self.drew or drawn
        return drawn

    async def redraw_digests(self, shares: Collection[ShareRef]) -> bool:
        draw = what_is_left(self.backend, self.signer)
        return await redraw_digests(frozenset(shares), self.backend, self.desk, draw, now=self.backend.clock())

    async def tell(self, erasure: Erasure) -> bool:
        """In its turn; a chat that is gone needs no word, and an answer that is lost no second one."""
        if erasure.address is None:
            return True
        turn = await self.desk.pacer.book()
        if isinstance(turn, Later) or not await self.desk.pacer.wait_for(turn):
            return False
        try:
            view = View(erasure.locale, self.backend.organisation, self.signer)
            await self.desk.sender.send(erasure.address, erased_card(view))
        except (SendFailed, SendUnknown):
            return True
        except SendThrottled:
            return False
        return True
