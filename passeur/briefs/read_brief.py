import asyncio
from collections.abc import Collection

from passeur.backend import Backend
from passeur.briefs.brief import MOST_GAINS, MOST_QUOTES, Brief
from passeur.briefs.review import Review
from passeur.briefs.told_brief import ToldBrief, quoted_refs, tell
from passeur.sharing.shares import Share, ShareRef


async def read_brief(brief: Brief, review: Review, backend: Backend) -> ToldBrief:
    """A brief with the words that it quotes, as the shares that it names have them now: each read by its key.

    Spares are only read when one of the first was withdrawn or changed.
    """
    quotes = [each.ref for each in brief.quotes if each.ref not in review.dropped]
    first = {*(each.ref for each in brief.gains[:MOST_GAINS]), *quotes[:MOST_QUOTES]}
    shares = await read_shares(first, backend)
    told = tell(brief, review, shares)
    whole = (min(MOST_GAINS, len(brief.gains)), min(MOST_QUOTES, len(quotes)))
    if (len(told.gains), len(told.quotes)) == whole:
        return told
    return tell(brief, review, shares | await read_shares(quoted_refs(brief) - first, backend))


async def read_shares(refs: Collection[ShareRef], backend: Backend) -> dict[ShareRef, Share]:
    """The shares that there are, each read by its key."""
    tenant_id = backend.organisation.tenant_id
    found = await asyncio.gather(*(backend.shares.get(tenant_id, ref) for ref in sorted(refs)))
    return {share.ref: share for share in found if share is not None}
