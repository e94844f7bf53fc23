"""Keeping the cards that everybody sees in step with the share they show."""

from cards.sharing.share_card import share_card, share_gone_card

from bot.turn import CardUpdate, Turn
from passeur.backend import Backend
from passeur.sharing.shares import ShareRef


async def updates_of(turn: Turn, ref: ShareRef, backend: Backend) -> tuple[CardUpdate, ...]:
    """Draw the share anew on each message that shows it."""
    thread = await backend.shares.thread(turn.tenant_id, ref)
    if thread is None:
        return ()
    draw = share_gone_card(turn.view, thread.share) if thread.share.withdrawn else share_card(turn.view, thread)
    return tuple(
        CardUpdate(post.address, post.activity_id, draw)
        for post in await backend.shares.posts(turn.tenant_id, ref)
        if post.activity_id
    )
