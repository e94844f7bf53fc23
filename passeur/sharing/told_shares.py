from passeur.sharing.ports import ShareRepository
from passeur.sharing.recaps import Recap
from passeur.sharing.shares import Share, ShareRef


async def told_shares(recap: Recap, tenant_id: str, *, shares: ShareRepository) -> dict[ShareRef, Share]:
    """The shares that a recap names and that still stand, as they are now."""
    found = [await shares.get(tenant_id, pick.ref) for pick in recap.picks]
    return {share.ref: share for share in found if share is not None and not share.withdrawn}
