"""Keeping the cards that everybody sees in step with the share they show."""

from dataclasses import replace
from typing import Any

from bot.turn import CardUpdate, Turn
from cards.sharing.share_card import share_card, share_gone_card
from cards.view import View
from passeur.backend import Backend
from passeur.sharing.shares import ShareRef
from passeur.sharing.threads import Thread


async def updates_of(turn: Turn, ref: ShareRef, backend: Backend) -> tuple[CardUpdate, ...]:
    """Draw the share anew on each message that shows it."""
    thread = await backend.shares.thread(turn.tenant_id, ref)
    if thread is None:
        return ()
    return tuple(
        CardUpdate(post.address, post.activity_id, _draw(replace(turn.view, locale=post.locale), thread))
        for post in await backend.shares.posts(turn.tenant_id, ref)
        if post.activity_id
    )


def _draw(view: View, thread: Thread) -> dict[str, Any]:
    return share_gone_card(view, thread.share) if thread.share.withdrawn else share_card(view, thread)
