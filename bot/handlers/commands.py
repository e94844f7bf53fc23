"""What a word that somebody writes asks for."""

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers import briefs, meetings, pauses, recaps, runs, welcome
from bot.handlers.ambassadors import (
    badges,
    boards,
    boot_camps,
    champions,
    charters,
    check_ins,
    coverages,
    decisions,
    feedback,
    home,
    own_terms,
    recognition,
    selections,
    workshops,
)
from bot.handlers.directory import show_directory
from bot.handlers.help import show_help
from bot.handlers.roles import holds
from bot.handlers.share_form import empty_form, show_form
from bot.turn import Reply, Turn
from passeur.backend import Backend
from passeur.people import READERS, Person, Role
from passeur.texts import folded

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


async def ambassadors(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await home.show_home(turn, backend)


async def check_in(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await check_ins.show_current(turn, backend)


async def workshop(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await workshops.show_workshops(turn, backend)


async def say_what_you_think(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await feedback.ask(turn, backend)


async def decision_log(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await decisions.show_log(turn, backend)


async def charter(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await charters.show_charter(turn, backend)


async def term(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await own_terms.show_term(turn, backend)


async def boot_camp(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await boot_camps.show_boot_camp(turn, backend)


async def whom_to_ask(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await champions.show_champions(turn, backend)


async def toolkit(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await boot_camps.show_toolkit(turn, backend)


async def own_badges(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    # Among others, what somebody earned is nobody's business: help says where to ask.
    return await (badges.show_badges if turn.is_private else show_help)(turn, backend)


async def recognise(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await recognition.show_recognition(turn, backend)


async def board(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await boards.show_boards(turn, backend)


async def selection(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    # For everybody else, the word is that of the five best of the week.
    if turn.is_private and await holds(turn, backend, Role.PROGRAMME_LEAD, *READERS):
        return await selections.show_latest(turn, backend)
    return await recaps.show_recap(turn, backend)


async def coverage(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await coverages.show_coverage(turn, backend)


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
    "atelier": workshop,
    "ateliers": workshop,
    "workshop": workshop,
    "workshops": workshop,
    "avis": say_what_you_think,
    "feedback": say_what_you_think,
    "decisions": decision_log,
    "ambassadeurs": ambassadors,
    "ambassadeur": ambassadors,
    "ambassadrice": ambassadors,
    "ambassadrices": ambassadors,
    "ambassador": ambassadors,
    "ambassadors": ambassadors,
    "selection": selection,
    "couverture": coverage,
    "coverage": coverage,
    "charte": charter,
    "charter": charter,
    "mandat": term,
    "term": term,
    "parcours": boot_camp,
    "bootcamp": boot_camp,
    "boot": boot_camp,
    "toolkit": toolkit,
    "referents": whom_to_ask,
    "champions": whom_to_ask,
    "badge": own_badges,
    "badges": own_badges,
    "reconnaissance": recognise,
    "recognition": recognise,
    "point": check_in,
    "tableau": board,
    "board": board,
    "check": check_in,
    "checkin": check_in,
}
GREETINGS: Mapping[str, Command] = {"bonjour": greet, "hello": greet}


def command_in(text: str) -> Command | None:
    """The first word of a short text that is a command, among words of courtesy: `Bonjour, je veux partager`.

    A greeting is one only when nothing else is asked.
    """
    words = folded(text).split()
    if len(words) > _MOST_WORDS:
        return None
    return next((table[word] for table in (COMMANDS, GREETINGS) for word in words if word in table), None)
