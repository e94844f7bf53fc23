"""What is done when somebody writes a word: a function for each, whatever the words that lead to it."""

from collections.abc import Awaitable, Callable

from bot.handlers import briefs, diagnosis, literacy, meetings, pauses, recaps, runs, welcome
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
from bot.handlers.privacy import own_data, papers
from bot.handlers.share_form import empty_form, show_form
from bot.noted_reads import note_read
from bot.rights import holds
from bot.turn import Reply, Turn
from passeur.backend import Backend
from passeur.people import READERS, Person, Role
from passeur.privacy.accesses import Door
from passeur.texts import folded

Command = Callable[[Turn, Backend, Person], Awaitable[Reply]]


async def share(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001 - every command has the same shape
    return show_form(turn, empty_form(turn, person))


async def recap(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001 - see share
    return await recaps.show_recap(turn, backend)


async def assist(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await show_help(turn, backend)


async def profile(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return welcome.show_profile(turn, person)


async def greet(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return welcome.greet(turn, person)


async def pause(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    # Alone, the word asks for it; in a sentence, it speaks of it: the choices are shown, and nothing is done.
    alone = turn.is_private and len(folded(turn.text).split()) == 1
    return await (pauses.pause if alone else pauses.show_messages)(turn, backend)


async def resume(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    alone = turn.is_private and len(folded(turn.text).split()) == 1
    return await (pauses.end_pause if alone else pauses.show_messages)(turn, backend)


async def directory(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await show_directory(turn, backend)


async def messages(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await pauses.show_messages(turn, backend)


async def meeting(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await meetings.show_kept(turn, backend)


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
    return await badges.show_badges(turn, backend)


async def recognise(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await recognition.show_recognition(turn, backend)


async def board(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await boards.show_boards(turn, backend)


async def literacy_record(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await literacy.show_record(turn, backend)


async def privacy(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await papers.show_notice(turn, backend)


async def data_of_mine(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await own_data.show_own_data(turn, backend)


async def objection(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await own_data.show_objection(turn, backend)


async def erasure(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await own_data.ask(turn, backend)


async def diagnose(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await diagnosis.show_diagnosis(turn, backend)


async def selection(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    # For everybody else, the word is that of the five best of the week.
    if turn.is_private and await holds(turn, backend, Role.PROGRAMME_LEAD, *READERS):
        await note_read(Door.SELECTION, turn, backend)
        return await selections.show_latest(turn, backend)
    return await recaps.show_recap(turn, backend)


async def coverage(turn: Turn, backend: Backend, person: Person) -> Reply:  # noqa: ARG001  # see share
    return await coverages.show_coverage(turn, backend)
