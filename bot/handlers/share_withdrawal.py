"""Taking a share back, after one question."""

from bot.handlers.share_updates import updates_of
from bot.handlers.subjects import share_in
from bot.turn import Reply, Turn
from cards import notices
from cards.sharing.withdrawal import withdrawal_card, withdrawal_title
from passeur.backend import Backend
from passeur.sharing.edit_share import own_share
from passeur.sharing.withdraw_share import withdraw_share


async def open_withdrawal(turn: Turn, backend: Backend) -> Reply:
    """Ask the author whether they are sure."""
    ref = share_in(turn)
    share = await own_share(turn.tenant_id, ref, turn.person_id, shares=backend.shares)
    return Reply(card=withdrawal_card(turn.view, share), title=withdrawal_title(turn.view), in_place=True)


async def withdraw(turn: Turn, backend: Backend) -> Reply:
    """Erase the share's words and say so on every card that showed them."""
    token = turn.signed
    ref = share_in(turn)
    await withdraw_share(
        turn.tenant_id,
        ref,
        token.version,
        turn.person_id,
        claims=backend.claims,
        shares=backend.shares,
        now=turn.received_at,
    )
    return Reply(notice=notices.withdrawn(turn.view), updates=await updates_of(turn, ref, backend))
