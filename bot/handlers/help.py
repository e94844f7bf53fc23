"""What can be done here."""

from bot.handlers.roles import holds
from bot.turn import Door, Reply, Turn
from cards.help import help_card
from passeur.backend import Backend
from passeur.people import Role


async def show_help(turn: Turn, backend: Backend) -> Reply:
    """What can be done here, the programme lead's own included for the lead."""
    lead = turn.is_private and await holds(turn, backend, Role.PROGRAMME_LEAD)
    return Reply(
        card=help_card(turn.view, lead=lead, in_private=turn.is_private), in_place=turn.door is not Door.MESSAGE
    )
