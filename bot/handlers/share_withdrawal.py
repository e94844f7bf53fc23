"""Taking a share back, after one question."""

from dataclasses import replace

from bot.handlers.share_updates import updates_of
from bot.handlers.subjects import share_in
from bot.turn import CardUpdate, Reply, Turn
from cards.ambassadors.naming import no_longer_named_card
from cards.sharing.share_card import share_gone_card
from cards.sharing.thanks import thanks_gone_card
from cards.sharing.withdrawal import withdrawal_card
from passeur.ambassadors.recognition_posts import posts_of_spotlight
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.sharing.edit_share import own_share
from passeur.sharing.threads import Thread
from passeur.sharing.withdraw_share import withdraw_share


async def open_withdrawal(turn: Turn, backend: Backend) -> Reply:
    """Ask the author whether they are sure."""
    share = await own_share(turn.tenant_id, share_in(turn), turn.person_id, shares=backend.shares)
    return Reply(card=withdrawal_card(turn.view, share), in_place=True)


async def withdraw(turn: Turn, backend: Backend) -> Reply:
    """Erase the share's words and say so on every card that showed them."""
    share = await withdraw_share(
        turn.tenant_id,
        share_in(turn),
        turn.signed.version,
        turn.person_id,
        claims=backend.claims,
        shares=backend.shares,
        now=turn.received_at,
    )
    updates = (
        *await updates_of(turn, Thread(share), backend),
        *await _thanks_updates(turn, backend),
        *await _spotlight_updates(turn, backend),
    )
    return Reply(card=share_gone_card(turn.view, share), in_place=True, updates=updates)


async def _thanks_updates(turn: Turn, backend: Backend) -> list[CardUpdate]:
    """Whoever was thanked for a share is named no more once it is withdrawn."""
    return [
        CardUpdate(post.address, post.activity_id, thanks_gone_card(replace(turn.view, locale=post.locale)))
        for post in await backend.shares.posts(turn.tenant_id, share_in(turn), DeliveryKind.THANKS)
        if post.address and post.activity_id
    ]


async def _spotlight_updates(turn: Turn, backend: Backend) -> list[CardUpdate]:
    """What was told again in the channels goes with the share."""
    spotlight = await backend.recognitions.spotlight(turn.tenant_id, share_in(turn))
    return [
        CardUpdate(post.address, post.activity_id, no_longer_named_card(replace(turn.view, locale=post.locale)))
        for post in (await posts_of_spotlight(spotlight, backend) if spotlight else ())
        if post.address and post.activity_id
    ]
