"""A digest as it can be told now: what still stands of it, with the words and addresses that its card needs."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from passeur.backend import Backend
from passeur.people import Person
from passeur.sharing.digests import Digest
from passeur.sharing.shares import Share, ShareRef
from passeur.sharing.thank_author import where_to_thank

ReadShare = Callable[[ShareRef], Awaitable[Share | None]]


@dataclass(frozen=True, slots=True)
class ToldDigest:
    """`shares` are all living. `emails` are those of the two people to introduce, when the directory knows both."""

    digest: Digest
    shares: Mapping[ShareRef, Share]
    emails: tuple[str, str] | None = None
    can_thank: bool = False


async def tell_digest(digest: Digest, backend: Backend, *, read_share: ReadShare | None = None) -> ToldDigest:
    """Leave out of a digest what was withdrawn, and people who left; `read_share` may remember for a moment."""
    tenant_id = backend.organisation.tenant_id
    refs = sorted(digest.shares)
    read = read_share or (lambda ref: backend.shares.get(tenant_id, ref))
    found = await asyncio.gather(*map(read, refs))
    shares = {ref: share for ref, share in zip(refs, found, strict=True) if share is not None and not share.withdrawn}
    left = digest.without(digest.shares - shares.keys())
    people = await _authors(left, shares, backend)
    away = {ref for ref, person in people.items() if person is None or not person.active}
    living = left.without(frozenset(), away)
    can_thank = living.highlight is not None and await where_to_thank(living.highlight, backend) is not None
    return ToldDigest(living, shares, _emails(living, people), can_thank)


async def _authors(digest: Digest, shares: Mapping[ShareRef, Share], backend: Backend) -> dict[ShareRef, Person | None]:
    """The authors whom the digest names, as the directory knows them today."""
    pair = (digest.meeting.ours, digest.meeting.theirs) if digest.meeting else ()
    refs = sorted({ref for ref in (digest.highlight, *pair) if ref is not None})
    tenant_id = backend.organisation.tenant_id
    found = await asyncio.gather(*(backend.people.get(tenant_id, shares[ref].author_id) for ref in refs))
    return dict(zip(refs, found, strict=True))


def _emails(digest: Digest, people: Mapping[ShareRef, Person | None]) -> tuple[str, str] | None:
    if digest.meeting is None:
        return None
    ours, theirs = people[digest.meeting.ours], people[digest.meeting.theirs]
    return (ours.email, theirs.email) if ours and theirs and ours.email and theirs.email else None
