"""Champions and trade leads, for everybody who has a question, in their own chat."""

from bot.turn import Door, Reply, Turn
from cards.ambassadors.champions import champions_card
from passeur.ambassadors.champions import read_champions, step_down
from passeur.backend import Backend


async def show_champions(turn: Turn, backend: Backend) -> Reply:
    """Whom to ask."""
    card = champions_card(turn.view, await read_champions(backend), turn.person_id)
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def leave_list(turn: Turn, backend: Backend) -> Reply:
    """Take one's own name off the list."""
    await step_down(turn.person_id, backend)
    return await show_champions(turn, backend)
