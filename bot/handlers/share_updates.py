"""Keeping the cards that everybody sees in step with the share they show."""

from dataclasses import replace
from typing import Any

from bot.handlers.subjects import share_in
from bot.turn import CardUpdate, Reply, Turn
from cards.recaps import recap_card
from cards.sharing.share_card import share_card, share_gone_card
from cards.view import View
from passeur.backend import Backend
from passeur.errors import ShareGone
from passeur.sharing.recaps import WEEKS_IN_THE_RUNNING
from passeur.sharing.shares import ShareRef
from passeur.sharing.threads import Thread
from passeur.sharing.told_shares import told_shares


async def updates_of(turn: Turn, thread: Thread, backend: Backend) -> tuple[CardUpdate, ...]:
    """Draw a share anew on each message that shows it, its own and recaps', in the language of the conversation."""
    return (*await own_updates(turn, thread, backend), *await _recap_updates(turn, thread.share.ref, backend))


async def own_updates(turn: Turn, thread: Thread, backend: Backend) -> tuple[CardUpdate, ...]:
    """Draw a share anew where it was posted: counts show nowhere else."""
    return tuple(
        CardUpdate(post.address, post.activity_id, draw(replace(turn.view, locale=post.locale), thread))
        for post in await backend.shares.posts(turn.tenant_id, thread.share.ref)
        if post.activity_id and post.address
    )


async def _recap_updates(turn: Turn, ref: ShareRef, backend: Backend) -> list[CardUpdate]:
    last = ref.week.plus(WEEKS_IN_THE_RUNNING - 1)
    recaps = [stored.recap for stored in await backend.recaps.between(turn.tenant_id, ref.week, last)]
    updates = []
    for recap in recaps:
        if ref in {pick.ref for pick in recap.picks}:
            told = await told_shares(recap, turn.tenant_id, shares=backend.shares)
            updates += [
                CardUpdate(
                    post.address, post.activity_id, recap_card(replace(turn.view, locale=post.locale), recap, told)
                )
                for post in await backend.recaps.posts(turn.tenant_id, recap.week)
                if post.activity_id and post.address
            ]
    return updates


async def show_share(turn: Turn, backend: Backend) -> Reply:
    """Come back from a form or a question to the share itself."""
    thread = await backend.shares.thread(turn.tenant_id, share_in(turn))
    if thread is None:
        raise ShareGone
    return Reply(card=draw(turn.view, as_read_from(turn, thread), is_copy=True), in_place=True)


def as_read_from(turn: Turn, thread: Thread) -> Thread:
    """The share as an answer may tell it: nobody’s, in a message that nothing could draw anew."""
    return replace(thread, share=thread.share.unnamed()) if turn.is_read_by_others else thread


def draw(view: View, thread: Thread, *, is_copy: bool = False) -> dict[str, Any]:
    return share_gone_card(view, thread.share) if thread.share.withdrawn else share_card(view, thread, is_copy=is_copy)
