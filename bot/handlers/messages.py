"""Words that somebody writes to Passeur."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.deadlines import USE_CASE, within
from bot.handlers import briefs, meetings, pauses, recaps, runs, welcome
from bot.handlers.directory import show_directory
from bot.handlers.roles import holds
from bot.handlers.share_form import empty_form, show_form
from bot.turn import Door, Reply, Turn
from cards.help import help_card, not_understood_card
from cards.welcome import greeting_card
from passeur.backend import Backend
from passeur.delivery.addresses import Channel, ConversationKind
from passeur.errors import StorageUnavailable
from passeur.people import Person, Role
from passeur.texts import folded

log = logging.getLogger(__name__)

Command = Callable[[Turn, Backend, Person], Awaitable[Reply]]
# Longer than this, a text speaks of something else than what to do.
_MOST_WORDS = 8


async def share(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001 - every command has the same shape
    return show_form(turn, empty_form(turn, person))


async def recap(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001 - see share
    return await recaps.show_recap(turn, backend)


async def assist(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await show_help(turn, backend)


async def profile(turn: Turn, backend: Backend, person: Person) -> Reply:
    # Among others, what is known of one person is nobody's business: help says where to ask.
    return welcome.show_profile(turn, person) if turn.is_private else await show_help(turn, backend)


async def greet(turn: Turn, backend: Backend, person: Person) -> Reply:
    return welcome.greet(turn, person) if turn.is_private else await show_help(turn, backend)


async def pause(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    # Alone, the word asks for it; in a sentence, it speaks of it: the choices are shown, and nothing is done.
    alone = turn.is_private and len(folded(turn.text).split()) == 1
    return await (pauses.pause if alone else pauses.show_messages)(turn, backend)


async def resume(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    alone = turn.is_private and len(folded(turn.text).split()) == 1
    return await (pauses.end_pause if alone else pauses.show_messages)(turn, backend)


async def directory(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    if turn.is_private and await holds(turn, backend, Role.PROGRAMME_LEAD):
        return await show_directory(turn, backend)
    return await show_help(turn, backend)


async def messages(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await pauses.show_messages(turn, backend)


async def meeting(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    # What somebody keeps for a meeting is for nobody else to see.
    return await (meetings.show_kept if turn.is_private else show_help)(turn, backend)


async def deliveries(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await runs.show_runs(turn, backend)


async def digest(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await runs.show_digest(turn, backend)


async def brief(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await briefs.show_brief(turn, backend)


COMMANDS: Mapping[str, Command] = {
    "partager": share,
    "partage": share,
    "share": share,
    "recap": recap,
    "bilan": brief,
    "brief": brief,
    "aide": assist,
    "help": assist,
    "profil": profile,
    "profile": profile,
    "pause": pause,
    "reprendre": resume,
    "reunion": meeting,
    "meeting": meeting,
    "resume": resume,
    "messages": messages,
    "envois": deliveries,
    "deliveries": deliveries,
    "digest": digest,
    "synthese": digest,
    "annuaire": directory,
    "directory": directory,
}
GREETINGS: Mapping[str, Command] = {"bonjour": greet, "hello": greet}


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


async def show_help(turn: Turn, backend: Backend) -> Reply:
    """What can be done here, the programme lead's own included for the lead."""
    lead = turn.is_private and await holds(turn, backend, Role.PROGRAMME_LEAD)
    return Reply(
        card=help_card(turn.view, lead=lead, in_private=turn.is_private), in_place=turn.door is not Door.MESSAGE
    )


def command_in(text: str) -> Command | None:
    """The first word of a short text that is a command, among words of courtesy: `Bonjour, je veux partager`.

    A greeting is one only when nothing else is asked.
    """
    words = folded(text).split()
    if len(words) > _MOST_WORDS:
        return None
    return next((table[word] for table in (COMMANDS, GREETINGS) for word in words if word in table), None)


async def _notice_channel(turn: Turn, backend: Backend) -> None:
    """A team that speaks to Passeur has it, even when the news of the installation never came."""
    if turn.address.kind is ConversationKind.CHANNEL and turn.team_id:
        await backend.channels.add_if_missing(Channel(turn.tenant_id, turn.team_id, turn.address.without_thread()))
