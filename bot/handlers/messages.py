"""Words that somebody writes to Passeur."""

import logging
from dataclasses import replace

from bot.deadlines import USE_CASE, within
from bot.handlers import welcome
from bot.handlers.answers_to_words import Command, greet, profile, share
from bot.handlers.commands import command_in
from bot.handlers.help import show_help
from bot.handlers.share_form import empty_form, show_form
from bot.noted_reads import NOTED_COMMANDS, note_read
from bot.rights import check
from bot.rights_table import COMMAND_RIGHTS
from bot.turn import Reply, Turn
from cards.help import not_understood_card
from cards.welcome import greeting_card
from passeur.backend import Backend
from passeur.delivery.addresses import Channel, ConversationKind
from passeur.errors import LeadOnlyInPrivate, NotAllowed, StorageUnavailable
from passeur.people import Person

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
    reply = await _asked(command, turn, backend, person) if command else Reply(card=not_understood_card(turn.view))
    return replace(reply, preface=greeting)


async def _asked(command: Command, turn: Turn, backend: Backend, person: Person) -> Reply:
    """What the word asks for, if this person may ask for it here."""
    right = COMMAND_RIGHTS.get(command.__name__)
    try:
        await check(right, turn, backend)
    except (NotAllowed, LeadOnlyInPrivate):
        if right is None or not right.or_help:
            raise
        return await show_help(turn, backend)
    await note_read(NOTED_COMMANDS.get(command.__name__), turn, backend)
    return await command(turn, backend, person)


async def _notice_channel(turn: Turn, backend: Backend) -> None:
    """A team that speaks to Passeur has it, even when the news of the installation never came."""
    if turn.address.kind is ConversationKind.CHANNEL and turn.team_id:
        await backend.channels.add_if_missing(Channel(turn.tenant_id, turn.team_id, turn.address.without_thread()))
