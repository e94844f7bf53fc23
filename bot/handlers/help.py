"""What can be done here."""

import asyncio

from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.help import Reader, help_card
from passeur.backend import Backend
from passeur.people import READERS, Role


async def show_help(turn: Turn, backend: Backend) -> Reply:
    """What can be done here; in private, also what the person's roles open."""
    if not turn.is_private:
        return Reply(card=help_card(turn.view, Reader(in_private=False)), in_place=turn.door is not Door.MESSAGE)
    lead, reads, dpo = await asyncio.gather(
        holds(turn, backend, Role.PROGRAMME_LEAD), holds(turn, backend, *READERS), holds(turn, backend, Role.DPO)
    )
    return Reply(card=help_card(turn.view, Reader(lead, reads, dpo)), in_place=turn.door is not Door.MESSAGE)
