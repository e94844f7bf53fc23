from passeur.sharing.ports import ShareRepository
from passeur.sharing.recaps import VariationFact
from passeur.sharing.shares import ShareRef
from passeur.sharing.threads import Thread


async def announce_share(tenant_id: str, ref: ShareRef, *, shares: ShareRepository) -> Thread | None:
    """What a share's card is to show, after its place among the variations of its parent was made sure.

    The lineage is written here, by the worker that posts the card, because the outbox brings it here whatever
    crashed after the share was written. None when there is nothing left to show: a withdrawn variation counts nowhere.
    """
    thread = await shares.thread(tenant_id, ref)
    if thread is None:
        return None
    parent = thread.share.parent
    if parent is not None and not thread.share.withdrawn:
        await shares.record_variation(tenant_id, VariationFact(parent, ref, thread.share.author_id))
        # Read once more: it may have been withdrawn, and forgotten at its parent, just before this was written.
        thread = await shares.thread(tenant_id, ref) or thread
    if parent is not None and thread.share.withdrawn:
        await shares.forget_variation(tenant_id, parent, ref)
    return None if thread.share.withdrawn else thread
