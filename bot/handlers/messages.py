"""Words that somebody writes to Passeur."""

import logging
from dataclasses import replace

from bot.deadlines import USE_CASE, within
from bot.handlers import welcome
from bot.handlers.commands import command_in, greet, profile, share
from bot.handlers.share_form import empty_form, show_form
from bot.turn import Reply, Turn
from cards.help import not_understood_card
from cards.welcome import greeting_card
from passeur.backend import Backend
from passeur.delivery.addresses import Channel, ConversationKind
from passeur.errors import StorageUnavailable

log = logging.getLogger(__name__)


async def answer(turn: Turn, backend: Backend) -> Reply:
    """Do what a word asks, or say what can be asked; the first time, a greeting comes before the answer."""
    command = command_in(turn.text)
    try:
        async with within(USE_CASE):
            person, is_first = await welcome.remember(turn, backend)
            await _notice_channel(turn, backend)
    except StorageUnavailable:
        if command is not share:
            raise
        log.exception("a form was opened without what is known of the person")
        return show_form(turn, empty_form(turn, None))
    greeting = greeting_card(turn.view, person) if is_first else None
    if greeting is not None and command in (None, profile, greet):
        return Reply(preface=greeting)
    reply = await command(turn, backend, person) if command else Reply(card=not_understood_card(turn.view))
    return replace(reply, preface=greeting)


async def _notice_channel(turn: Turn, backend: Backend) -> None:
    """A team that speaks to Passeur has it, even when the news of the installation never came."""
    if turn.address.kind is ConversationKind.CHANNEL and turn.team_id:
        await backend.channels.add_if_missing(Channel(turn.tenant_id, turn.team_id, turn.address.without_thread()))
