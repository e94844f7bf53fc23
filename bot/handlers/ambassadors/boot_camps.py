"""The boot camp and the toolkit, each person's own way through them, in their own chat."""

from bot.handlers.ambassadors.term_subjects import step_in, tool_in
from bot.turn import Door, Reply, Turn
from cards.ambassadors.boot_camp import boot_camp_card, step_card, tool_card, toolkit_card
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.follow_boot_camp import do_step, open_step, undo_step
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend


async def show_boot_camp(turn: Turn, backend: Backend) -> Reply:
    """Every step, and where the person is."""
    await _only_ambassadors(turn, backend)
    progress = await backend.progress.get(turn.tenant_id, turn.person_id)
    return Reply(card=boot_camp_card(turn.view, progress), in_place=turn.door is not Door.MESSAGE)


async def show_step(turn: Turn, backend: Backend) -> Reply:
    await _only_ambassadors(turn, backend)
    step = step_in(turn, backend)
    progress = await open_step(turn.person_id, step, backend)
    return Reply(card=step_card(turn.view, step, progress), in_place=True)


async def do(turn: Turn, backend: Backend) -> Reply:
    """A step is done: the card says so, and leads to the next one."""
    await _only_ambassadors(turn, backend)
    step = step_in(turn, backend)
    progress = await do_step(turn.person_id, step, backend, now=turn.received_at)
    return Reply(card=step_card(turn.view, step, progress), in_place=True)


async def undo(turn: Turn, backend: Backend) -> Reply:
    await _only_ambassadors(turn, backend)
    step = step_in(turn, backend)
    progress = await undo_step(turn.person_id, step, backend)
    return Reply(card=step_card(turn.view, step, progress), in_place=True)


async def show_toolkit(turn: Turn, backend: Backend) -> Reply:
    await _only_ambassadors(turn, backend)
    return Reply(card=toolkit_card(turn.view), in_place=turn.door is not Door.MESSAGE)


async def show_tool(turn: Turn, backend: Backend) -> Reply:
    await _only_ambassadors(turn, backend)
    return Reply(card=tool_card(turn.view, tool_in(turn, backend)), in_place=True)


async def _only_ambassadors(turn: Turn, backend: Backend) -> None:
    """Those who were offered a term may look before they sign."""
    if await current_term(turn.person_id, backend) is None:
        raise Declined(Why.NOT_AN_AMBASSADOR)
