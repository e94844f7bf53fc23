"""The notice for everybody; documents and proofs for the programme lead and the DPO; the access log for the DPO."""

from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.privacy.accesses_card import MOST_SHOWN, accesses_card
from cards.privacy.notice_card import notice_card
from cards.privacy.papers_card import papers_card
from cards.privacy.proofs_card import MOST_SHOWN as MOST_NIGHTS
from cards.privacy.proofs_card import proofs_card
from passeur.backend import Backend
from passeur.people import Role
from passeur.privacy.read_accesses import read_accesses
from passeur.privacy.readers import PAPER_READERS


async def show_notice(turn: Turn, backend: Backend) -> Reply:
    reads = await holds(turn, backend, *PAPER_READERS)
    return _shown(turn, notice_card(turn.view, turn.person_id, turn.received_at, may_read_papers=reads))


async def show_papers(turn: Turn, backend: Backend) -> Reply:
    is_dpo = await holds(turn, backend, Role.DPO)
    return _shown(turn, papers_card(turn.view, turn.person_id, turn.received_at, is_dpo=is_dpo))


async def show_retention(turn: Turn, backend: Backend) -> Reply:
    return _shown(turn, proofs_card(turn.view, await backend.proofs.latest(turn.tenant_id, MOST_NIGHTS)))


async def show_accesses(turn: Turn, backend: Backend) -> Reply:
    accesses, names = await read_accesses(backend, now=turn.received_at, most=MOST_SHOWN)
    return _shown(turn, accesses_card(turn.view, accesses, names))


def _shown(turn: Turn, card: dict[str, object]) -> Reply:
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)
