"""Whom Passeur knows, asked by the programme lead."""

from bot.deadlines import USE_CASE, within
from bot.turn import Reply, Turn
from cards.directory import directory_card
from passeur.backend import Backend
from passeur.directory.known_people import known_people


async def show_directory(turn: Turn, backend: Backend) -> Reply:
    """Figures about the organisation's people; whether this person may see them was asked before."""
    async with within(USE_CASE):
        summary, is_whole = await known_people(backend)
    return Reply(card=directory_card(turn.view, summary, is_whole=is_whole))
