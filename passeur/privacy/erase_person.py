"""Erase a person, everywhere: what they did stays counted, and nothing leads back to them.

Each call begins at the beginning, and every step finds what an earlier one left: an erasure that is cut anywhere is
completed by the next call. When everything was gone through once, a second look is taken a little later, which finds
what was being written meanwhile: a message on its way, a click, a plan. Then the person is told, where they asked, and
that place is forgotten as well.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from passeur.ambassadors.leave_programme import leave_programme
from passeur.backend import Backend
from passeur.directory.recount_teams import recount_teams
from passeur.errors import StorageUnavailable
from passeur.privacy.erasure_ports import Traces
from passeur.privacy.erasures import Erasure, TheirShares
from passeur.sharing.withdraw_share import withdraw_share

# Draws anew the messages in which the person shows; False when Teams takes no more now, and it must be done again.
Redraw = Callable[[Traces], Awaitable[bool]]
# Says to the person that it is done; False when that must be tried again later.
Tell = Callable[[Erasure], Awaitable[bool]]


async def erase_person(erasure: Erasure, backend: Backend, *, redraw: Redraw, tell: Tell, now: datetime) -> bool:
    """Take an erasure one look further; True when it is finished, and nothing is left of it but a keyed hash."""
    if erasure.waits(now):
        return False
    tenant_id = erasure.tenant_id
    if not erasure.untold:
        # First of all: from then on no import brings back what is being removed. Who left is welcome back.
        await backend.erasures.mark(erasure, now)
    traces = await backend.erasures.traces(erasure)
    if erasure.shares is TheirShares.WITHDRAWN:
        await _withdraw(traces, backend, now=now)
    await leave_programme(erasure.person_id, erasure.stand_in, backend, now=now)
    touched = await backend.erasures.leave(erasure)
    if touched or erasure.gone_through_at is None:
        await recount_teams(backend)
        if await redraw(traces):
            await backend.erasures.note(erasure.gone_through(now))
        return False
    if not erasure.untold and not await tell(erasure):
        return False
    await backend.erasures.finish(tenant_id, erasure.person_id)
    return True


async def _withdraw(traces: Traces, backend: Backend, *, now: datetime) -> None:
    """As their author can, one after the other."""
    tenant_id = backend.organisation.tenant_id
    for ref in traces.shares:
        share = await backend.shares.get(tenant_id, ref)
        if share is None:
            raise StorageUnavailable("a share is there and cannot be read")
        await withdraw_share(
            tenant_id, ref, share.version, share.author_id, claims=backend.claims, shares=backend.shares, now=now
        )
