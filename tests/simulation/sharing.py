"""A week of shares that is due to be told in several channels, and what came of it."""

from collections.abc import Mapping

from passeur.backend import Backend
from passeur.delivery.addresses import Address, Channel, ConversationKind
from passeur.periods import Week
from tests.simulation.company import SERVICE_URL
from tests.simulation.truth import Truth
from tests.storage.samples import a_post, a_ref, a_share

WEEK = Week(2026, 45)
SHARES = 4


def channel_of(number: int) -> str:
    return f"19:team-{number}@thread.tacv2"


async def settle_week(backend: Backend, channels: int, service_url: str = SERVICE_URL, *, week: Week = WEEK) -> None:
    """Enough shares, by different authors, for a recap; and channels that are to hear of it."""
    tenant = backend.organisation.tenant_id
    monday = week.start(backend.organisation.recap.zone)
    for number in range(SHARES):
        author = f"author-{number}"
        share = a_share(
            tenant, week=week, ref=a_ref(f"form-{number}", week, author), author_id=author, published_at=monday
        )
        await backend.shares.add(share, a_post(share).sent("posted"))
    for number in range(channels):
        address = Address(channel_of(number), service_url, ConversationKind.CHANNEL)
        await backend.channels.put(Channel(tenant, f"team-{number}", address))


async def truth_of_recap(backend: Backend, channels: int, posted: Mapping[str, int], *, week: Week = WEEK) -> Truth:
    truth = Truth()
    rows = await backend.recaps.posts(backend.organisation.tenant_id, week)
    by_channel = {row.address.conversation_id: row for row in rows if row.address}
    for number in range(channels):
        where = channel_of(number)
        truth.note(where, by_channel.get(where), posted.get(where, 0))
    return truth
