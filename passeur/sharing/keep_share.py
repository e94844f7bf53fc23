"""A manager's list for the next team meeting: kept, found again, let go."""

from collections.abc import Sequence
from datetime import datetime

from passeur.sharing.kept_shares import MOST_KEPT, KeptShare
from passeur.sharing.ports import KeptRepository
from passeur.sharing.shares import ShareRef


async def keep_share(tenant_id: str, person_id: str, ref: ShareRef, *, kept: KeptRepository, now: datetime) -> None:
    """Keep a share, or keep it anew. Of too many the oldest goes: a meeting never gets to it."""
    await kept.keep(KeptShare(tenant_id, person_id, ref, now))
    for old in (await kept_shares(tenant_id, person_id, kept=kept, now=now))[MOST_KEPT:]:
        await kept.forget(tenant_id, person_id, old.ref)


async def kept_shares(tenant_id: str, person_id: str, *, kept: KeptRepository, now: datetime) -> Sequence[KeptShare]:
    """What the person keeps, newest first; what is over is not shown any more."""
    found = [each for each in await kept.of_person(tenant_id, person_id) if not each.is_over(now)]
    return sorted(found, key=lambda each: (each.kept_at, each.ref), reverse=True)
