from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.errors import NowhereToThank, ShareGone
from passeur.sharing.posts import post_of_thanks
from passeur.sharing.shares import Share, ShareRef


async def thank_author(ref: ShareRef, manager_id: str, backend: Backend, *, now: datetime) -> bool:
    """Owe a manager's thanks to the channel in which a share was posted, once; False when they were given before.

    Raises ShareGone, or NowhereToThank when the share was not posted in a channel.
    """
    share = await backend.shares.get(backend.organisation.tenant_id, ref)
    if share is None or share.withdrawn:
        raise ShareGone
    where = await where_to_thank(ref, backend)
    if where is None:
        raise NowhereToThank
    post = post_of_thanks(share, manager_id, *where, now)
    is_first = await backend.shares.owe(ref, post)
    # Also the second time: the first message may have been lost, and a row that was sent is not sent again.
    await backend.queue.put(post.id)
    return is_first


async def has_thanked(share: Share, manager_id: str, backend: Backend) -> bool:
    nowhere = Address("", "", ConversationKind.CHANNEL)
    post = post_of_thanks(share, manager_id, nowhere, backend.organisation.locale, share.published_at)
    return await backend.deliveries.get(post.id) is not None


async def where_to_thank(ref: ShareRef, backend: Backend) -> tuple[Address, str] | None:
    """The channel in which a share was posted and the language spoken there, else the only channel that there is."""
    tenant_id = backend.organisation.tenant_id
    for post in await backend.shares.posts(tenant_id, ref):
        if post.address is not None and post.address.kind is ConversationKind.CHANNEL and post.activity_id:
            return post.address, post.locale
    channels = await backend.channels.all(tenant_id)
    return (channels[0].address, backend.organisation.locale) if len(channels) == 1 else None
