from datetime import datetime

from passeur.errors import Outdated
from passeur.sharing.claims import Claim, subjects_held_by
from passeur.sharing.edit_share import own_share
from passeur.sharing.ports import ClaimRepository, ShareRepository
from passeur.sharing.shares import Share, ShareRef


async def withdraw_share(
    tenant_id: str,
    ref: ShareRef,
    version: int,
    person_id: str,
    *,
    claims: ClaimRepository,
    shares: ShareRepository,
    now: datetime,
) -> Share:
    """Erase what a share says, for everybody and for good; doing it twice changes nothing more."""
    existing = await shares.get(tenant_id, ref)
    if existing is not None and existing.withdrawn and existing.author_id == person_id:
        await _leave_parent(existing, shares)
        return existing
    share = await own_share(tenant_id, ref, person_id, shares=shares)
    if share.version != version:
        raise Outdated
    withdrawn = share.withdrawn_by_author()
    await shares.replace(withdrawn)
    await _leave_parent(withdrawn, shares)
    # The subjects go last: until then nobody can claim them, and a claim without a living share is taken over anyway.
    await claims.move(Claim(tenant_id, ref, (), now), gone=subjects_held_by(share))
    return withdrawn


async def _leave_parent(withdrawn: Share, shares: ShareRepository) -> None:
    if withdrawn.parent is not None:
        await shares.forget_variation(withdrawn.tenant_id, withdrawn.parent, withdrawn.ref)
