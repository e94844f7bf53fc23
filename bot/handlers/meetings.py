"""What somebody keeps for a team meeting: shown to nobody else, and in a private chat only."""

import asyncio
from typing import Any

from bot.handlers.digests import share_below
from bot.handlers.subjects import share_in
from bot.turn import Reply, Turn
from cards.sharing.meeting import meeting_card
from passeur.backend import Backend
from passeur.errors import NotTheAddressee
from passeur.sharing.keep_share import kept_shares


async def show_kept(turn: Turn, backend: Backend) -> Reply:
    return Reply(card=await _list(turn, backend))


async def see_kept(turn: Turn, backend: Backend) -> Reply:
    """Show a use case of the list below it."""
    ref = share_in(turn)
    kept = await kept_shares(turn.tenant_id, turn.person_id, kept=backend.kept, now=turn.received_at)
    if not turn.is_private or ref not in {each.ref for each in kept}:
        raise NotTheAddressee
    return await share_below(turn, ref, backend)


async def let_go(turn: Turn, backend: Backend) -> Reply:
    """Remove a use case from the list of whoever clicks: another person's list cannot be named."""
    ref = share_in(turn)
    if not turn.is_private:
        raise NotTheAddressee
    await backend.kept.forget(turn.tenant_id, turn.person_id, ref)
    return Reply(card=await _list(turn, backend), in_place=True)


async def _list(turn: Turn, backend: Backend) -> dict[str, Any]:
    kept = await kept_shares(turn.tenant_id, turn.person_id, kept=backend.kept, now=turn.received_at)
    found = await asyncio.gather(*(backend.shares.get(turn.tenant_id, each.ref) for each in kept))
    return meeting_card(turn.view, [share for share in found if share is not None and not share.withdrawn])
