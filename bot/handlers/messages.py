"""Words that somebody writes to Passeur."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.handlers import recaps, welcome
from bot.handlers.share_form import empty_form, show_form
from bot.turn import Door, Reply, Turn
from cards.help import help_card, not_understood_card
from cards.welcome import greeting_card
from passeur.backend import Backend
from passeur.delivery.addresses import Channel, ConversationKind
from passeur.people import Person, Role

Command = Callable[[Turn, Backend, Person], Awaitable[Reply]]


async def share(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001 - every command has the same shape
    return show_form(turn, empty_form(person))


async def recap(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001 - see share
    return await recaps.show_recap(turn, backend)


async def assist(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await show_help(turn, backend)


async def profile(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001 - see share
    return await welcome.greet(turn, backend)


COMMANDS: Mapping[str, Command] = {
    "partager": share,
    "partage": share,
    "share": share,
    "recap": recap,
    "aide": assist,
    "help": assist,
    "profil": profile,
    "profile": profile,
    "bonjour": profile,
    "hello": profile,
}


async def answer(turn: Turn, backend: Backend) -> Reply:
    """Do what a word asks, or say what can be asked; the first time, a greeting comes before the answer."""
    person, is_first = await welcome.remember(turn, backend)
    await _notice_channel(turn, backend)
    command = COMMANDS.get(plain(turn.text))
    greeting = greeting_card(turn.view, person) if is_first else None
    if greeting is not None and command in (None, profile):
        return Reply(card=greeting)
    reply = await command(turn, backend, person) if command else Reply(card=not_understood_card(turn.view))
    return replace(reply, preface=greeting)


async def show_help(turn: Turn, backend: Backend) -> Reply:
    """What can be done here, the programme lead's own included for the lead."""
    lead = await backend.roles.has(turn.tenant_id, turn.person_id, Role.PROGRAMME_LEAD)
    return Reply(card=help_card(turn.view, lead=lead), in_place=turn.door is not Door.MESSAGE)


def plain(text: str) -> str:
    """A command without case, accents, punctuation or surrounding words of courtesy: `Récap !` is `recap`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


async def _notice_channel(turn: Turn, backend: Backend) -> None:
    """A team that speaks to Passeur has it, even when the news of the installation never came."""
    if turn.address.kind is ConversationKind.CHANNEL and turn.team_id:
        await backend.channels.add_if_missing(Channel(turn.tenant_id, turn.team_id, turn.address.without_thread()))
