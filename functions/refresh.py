"""Cards that went out of date while another one was being posted."""

import asyncio
import logging
from collections.abc import Sequence

from cards.sharing.share_card import share_card, share_gone_card
from cards.signing import Signer
from cards.view import View
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.delivery.ports import CardSender, SendFailed, SendThrottled, SendUnknown
from passeur.sharing.shares import ShareRef
from passeur.sharing.threads import Thread

log = logging.getLogger(__name__)


async def settle(delivery: Delivery, backend: Backend, signer: Signer, sender: CardSender) -> None:
    """Make good what changed between the drawing of a share's card and the record that it was posted.

    Its author may have edited or withdrawn it meanwhile, when the message was not known yet; and a variation now counts
    on the card of its parent.
    """
    if delivery.kind is not DeliveryKind.SHARE:
        return
    tenant_id = delivery.id.tenant_id
    thread = await backend.shares.thread(tenant_id, ShareRef.parse(delivery.subject))
    if thread is None:
        return
    if thread.share.version > 1:
        await _redraw([delivery], thread, backend, signer, sender)
    parent = thread.share.parent and await backend.shares.thread(tenant_id, thread.share.parent)
    if parent:
        await _redraw(await backend.shares.posts(tenant_id, parent.share.ref), parent, backend, signer, sender)


async def _redraw(
    posts: Sequence[Delivery], thread: Thread, backend: Backend, signer: Signer, sender: CardSender
) -> None:
    await asyncio.gather(
        *(
            _update(post, post.activity_id, _draw(View(post.locale, backend.organisation, signer), thread), sender)
            for post in posts
            if post.activity_id
        )
    )


def _draw(view: View, thread: Thread) -> dict[str, object]:
    return share_gone_card(view, thread.share) if thread.share.withdrawn else share_card(view, thread)


async def _update(post: Delivery, activity_id: str, card: dict[str, object], sender: CardSender) -> None:
    try:
        await sender.update(post.address, activity_id, card)
    except (SendThrottled, SendFailed, SendUnknown) as error:
        log.warning("the card of %s was not refreshed: %s", post.subject, type(error).__name__)
