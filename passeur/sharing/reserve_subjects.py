"""Reservations that other shares are in the way of: what is only kept by mistake is freed, what stands is told."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from passeur.errors import AlreadyShared
from passeur.sharing.claims import LONGEST_WITHOUT_SHARE, subjects_held_by
from passeur.sharing.ports import AlreadyClaimed, ClaimRepository, ShareRepository

Reserved = TypeVar("Reserved")
# A share has two subjects: more holders than that in a row means that others are quicker.
_MOST_TRIES = 4


async def reserve(
    attempt: Callable[[], Awaitable[Reserved]], *, claims: ClaimRepository, shares: ShareRepository, now: datetime
) -> Reserved:
    """What `attempt` (a claim or a move) reserves; AlreadyShared when a share stands in the way.

    A subject is freed first when no living share says it: its share was withdrawn, or was edited and says something
    else, or never came in all the time that a share takes.
    """
    for _ in range(_MOST_TRIES - 1):
        try:
            return await attempt()
        except AlreadyClaimed as already:
            if await _stands(already, shares, now):
                raise AlreadyShared(str(already.held.ref)) from already
            await claims.release(already.held, already.subject, already.since)
    try:
        return await attempt()
    except AlreadyClaimed as quicker:
        raise AlreadyShared(str(quicker.held.ref)) from quicker


async def _stands(already: AlreadyClaimed, shares: ShareRepository, now: datetime) -> bool:
    holder = await shares.get(already.held.tenant_id, already.held.ref)
    if holder is not None and (holder.withdrawn or already.subject in subjects_held_by(holder)):
        return not holder.withdrawn
    # Reserved for a share, or for the edit of one, that may still be on its way.
    return now - already.since < LONGEST_WITHOUT_SHARE
