from passeur.sharing.ports import ShareRepository
from passeur.sharing.recaps import VariationFact
from passeur.sharing.shares import ShareRef
from passeur.sharing.threads import Thread


async def announce_share(tenant_id: str, ref: ShareRef, *, shares: ShareRepository) -> Thread | None:
    """What a share's card is to show, after its place among the variations of its parent was made sure.

    The lineage is written here, by the worker that posts the card, because the outbox brings it here whatever
    crashed after the share was written. None when there is nothing left to show.
    """
    thread = await shares.thread(tenant_id, ref)
    if thread is None or thread.share.withdrawn:
        return None
    share = thread.share
    if share.parent is not None:
        await shares.record_variation(tenant_id, VariationFact(share.parent, share.ref, share.author_id))
    return thread
