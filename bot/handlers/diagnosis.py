"""The state of the installation, asked by the programme lead."""

from bot.deadlines import USE_CASE
from bot.turn import Door, Reply, Turn
from cards.diagnosis.card import diagnosis_card
from passeur.backend import Backend
from passeur.diagnosis.diagnose import diagnose


async def show_diagnosis(turn: Turn, backend: Backend) -> Reply:
    """What this process can look at from where it is; a look that takes too long is told as not done."""
    diagnosis = await diagnose(backend.looks, clock=backend.clock, within=USE_CASE)
    return Reply(card=diagnosis_card(turn.view, diagnosis), in_place=turn.door is not Door.MESSAGE)
