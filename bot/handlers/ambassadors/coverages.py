"""The coverage map, for those who steer the programme, each in their own chat."""

from bot.turn import Door, Reply, Turn
from cards.ambassadors.coverage import coverage_card
from passeur.ambassadors.read_coverage import read_coverage
from passeur.backend import Backend


async def show_coverage(turn: Turn, backend: Backend) -> Reply:
    coverage = await read_coverage(backend)
    card = coverage_card(turn.view, coverage, person_id=turn.person_id, now=turn.received_at)
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)
