"""Cards that are out of date because something else was just posted."""

import asyncio
import logging

from cards.sharing.share_card import share_card
from cards.signing import Signer
from cards.view import View
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.delivery.ports import CardSender, SendFailed, SendThrottled, SendUnknown
from passeur.sharing.shares import ShareRef

log = logging.getLogger(__name__)


async def refresh_parent(delivery: Delivery, backend: Backend, signer: Signer, sender: CardSender) -> None:
    """Count a variation that was just posted on the card of the share that it varies."""
    if delivery.kind is not DeliveryKind.SHARE:
        return
    tenant_id = delivery.id.tenant_id
    share = await backend.shares.get(tenant_id, ShareRef.parse(delivery.subject))
    if share is None or share.parent is None:
        return
    thread = await backend.shares.thread(tenant_id, share.parent)
    if thread is None or thread.share.withdrawn:
        return
    posts = await backend.shares.posts(tenant_id, share.parent)
    await asyncio.gather(
        *(
            _update(post, post.activity_id, share_card(View(post.locale, backend.organisation, signer), thread), sender)
            for post in posts
            if post.activity_id
        )
    )


async def _update(post: Delivery, activity_id: str, card: dict[str, object], sender: CardSender) -> None:
    try:
        await sender.update(post.address, activity_id, card)
    except (SendThrottled, SendFailed, SendUnknown) as error:
        log.warning("the card of %s was not refreshed: %s", post.subject, type(error).__name__)
