"""Keeping the cards that everybody sees in step with the share they show."""

from dataclasses import replace
from typing import Any

from bot.handlers.subjects import share_in
from bot.turn import CardUpdate, Reply, Turn
from cards.sharing.share_card import share_card, share_gone_card
from cards.view import View
from passeur.backend import Backend
from passeur.errors import ShareGone
from passeur.sharing.threads import Thread


async def updates_of(turn: Turn, thread: Thread, backend: Backend) -> tuple[CardUpdate, ...]:
    """Draw a share anew on each message that shows it, in the language of its conversation."""
    return tuple(
        CardUpdate(post.address, post.activity_id, draw(replace(turn.view, locale=post.locale), thread))
        for post in await backend.shares.posts(turn.tenant_id, thread.share.ref)
        if post.activity_id
    )


async def show_share(turn: Turn, backend: Backend) -> Reply:
    """Come back from a form or a question to the share itself."""
    thread = await backend.shares.thread(turn.tenant_id, share_in(turn))
    if thread is None:
        raise ShareGone
    return Reply(card=draw(turn.view, thread), in_place=True)


def draw(view: View, thread: Thread) -> dict[str, Any]:
    return share_gone_card(view, thread.share) if thread.share.withdrawn else share_card(view, thread)
