"""Cards that went out of date while another one was being posted."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from cards.ambassadors.naming import no_longer_named_card
from cards.sharing.digest import digest_card, digest_gone_card
from cards.sharing.share_card import share_card, share_gone_card
from cards.sharing.thanks import thanks_gone_card
from cards.signing import Signer
from cards.view import View
from functions.compose_badges import BADGE_COMPOSERS
from passeur.backend import Backend
from passeur.delivery.addresses import Address
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.delivery.ports import CardSender, SendFailed, SendThrottled, SendUnknown
from passeur.sharing.digests import Digest
from passeur.sharing.posts import thanks_of
from passeur.sharing.renew_digests import Draw
from passeur.sharing.shares import ShareRef
from passeur.sharing.threads import Thread
from passeur.sharing.told_digest import tell_digest

log = logging.getLogger(__name__)


async def settle(delivery: Delivery, backend: Backend, signer: Signer, sender: CardSender) -> None:
    """Make good what changed between the drawing of a share's card and the record that it was posted.

    Its author may have edited or withdrawn it meanwhile, when the message was not known yet; and a variation now counts
    on the card of its parent.
    """
    if delivery.kind is DeliveryKind.THANKS:
        await _take_back_thanks(delivery, backend, signer, sender)
    if delivery.kind in (DeliveryKind.MONTH_NAMED, DeliveryKind.SPOTLIGHT):
        await _take_back_name(delivery, backend, signer, sender)
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


def what_is_left(backend: Backend, signer: Signer) -> Draw:
    """How a digest is drawn anew once something of it was withdrawn: whatever is left, however little."""

    async def draw(delivery: Delivery) -> Mapping[str, Any]:
        told = await tell_digest(Digest.parse(delivery.subject), backend)
        view = View(delivery.locale, backend.organisation, signer)
        return digest_card(view, told) if told.digest.facts else digest_gone_card(delivery.locale)

    return draw


async def _redraw(
    posts: Sequence[Delivery], thread: Thread, backend: Backend, signer: Signer, sender: CardSender
) -> None:
    await asyncio.gather(
        *(
            _update(
                post.address, post.activity_id, _draw(View(post.locale, backend.organisation, signer), thread), sender
            )
            for post in posts
            if post.activity_id and post.address
        )
    )


async def _take_back_thanks(delivery: Delivery, backend: Backend, signer: Signer, sender: CardSender) -> None:
    """Thanks that were posted while their share was being withdrawn name nobody any more."""
    ref, _ = thanks_of(delivery.subject)
    share = await backend.shares.get(delivery.id.tenant_id, ref)
    if share is not None and share.withdrawn and delivery.activity_id and delivery.address:
        gone = thanks_gone_card(View(delivery.locale, backend.organisation, signer))
        await _update(delivery.address, delivery.activity_id, gone, sender)


async def _take_back_name(delivery: Delivery, backend: Backend, signer: Signer, sender: CardSender) -> None:
    """Nobody stays named who changed their mind while the message was on its way."""
    view = View(delivery.locale, backend.organisation, signer)
    still = await BADGE_COMPOSERS[delivery.kind](delivery, view, backend)
    if still is None and delivery.activity_id and delivery.address:
        await _update(delivery.address, delivery.activity_id, no_longer_named_card(view), sender)


def _draw(view: View, thread: Thread) -> dict[str, object]:
    return share_gone_card(view, thread.share) if thread.share.withdrawn else share_card(view, thread)


async def _update(address: Address, activity_id: str, card: dict[str, object], sender: CardSender) -> None:
    try:
        await sender.update(address, activity_id, card)
    except (SendThrottled, SendFailed, SendUnknown) as error:
        log.warning("a card was not refreshed: %s", type(error))
