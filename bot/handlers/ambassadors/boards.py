"""Boards: the programme's for those who steer it, one's own for each ambassador, both in their own chat."""

from bot.noted_reads import note_read
from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.ambassadors.board import board_card, no_board_card
from cards.ambassadors.own_board import own_board_card
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.kpi_periods import Board
from passeur.ambassadors.read_board import newest_board, read_board
from passeur.ambassadors.read_own_board import read_own_board
from passeur.backend import Backend
from passeur.errors import BadToken, MonthNotOver
from passeur.people import READERS, Role
from passeur.privacy.accesses import Door as AccessDoor

STEERERS = (Role.PROGRAMME_LEAD, *READERS)


async def show_boards(turn: Turn, backend: Backend) -> Reply:
    """The programme's board for whoever may read it, their own for everybody else."""
    if await holds(turn, backend, *STEERERS):
        await note_read(AccessDoor.BOARD, turn, backend)
        return await show_board(turn, backend)
    return await show_own_board(turn, backend)


async def show_board(turn: Turn, backend: Backend) -> Reply:
    """The period that the button names, or the newest month."""
    try:
        board = await _asked(turn, backend)
    except MonthNotOver:
        board = None
    except ValueError as error:
        raise BadToken from error
    if board is None:
        return _shown(turn, no_board_card(turn.view))
    term = await current_term(turn.person_id, backend)
    is_ambassador = term is not None and term.term.is_in_office
    card = board_card(turn.view, board, turn.person_id, turn.received_at, is_ambassador=is_ambassador)
    return _shown(turn, card)


async def show_own_board(turn: Turn, backend: Backend) -> Reply:
    board = await read_own_board(turn.person_id, backend, now=turn.received_at)
    return _shown(turn, own_board_card(turn.view, board))


async def _asked(turn: Turn, backend: Backend) -> Board | None:
    key = turn.token.subject if turn.token is not None else ""
    if not key:
        return await newest_board(backend, now=turn.received_at)
    return await read_board(key, backend, now=turn.received_at)


def _shown(turn: Turn, card: dict[str, object]) -> Reply:
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)
