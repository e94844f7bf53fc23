from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from passeur.delivery.addresses import Address
from passeur.delivery.ports import DeliveryQueue
from passeur.errors import AlreadyShared, FormUsed, GainQuestioned, ShareGone
from passeur.organisation import Organisation
from passeur.periods import Week
from passeur.sharing.claims import LONGEST_WITHOUT_SHARE, Claim, subjects_of
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.ports import AlreadyClaimed, ClaimRepository, ShareRepository
from passeur.sharing.posts import post_of_share
from passeur.sharing.share_form import read_share_form
from passeur.sharing.shares import Share, ShareContent, ShareRef, share_id


@dataclass(frozen=True, slots=True)
class Submission:
    """A filled form, who sends it and from where. `gain_confirmed` answers the question about a doubtful gain."""

    form_id: str
    person_id: str
    person_name: str
    address: Address
    locale: str
    typed: Mapping[str, str]
    gain_confirmed: bool = False
    parent: ShareRef | None = None


async def submit_share(
    submission: Submission,
    *,
    organisation: Organisation,
    claims: ClaimRepository,
    shares: ShareRepository,
    queue: DeliveryQueue,
    now: datetime,
) -> Share:
    """Publish one share for one form and person, however often it is sent; its card follows through the outbox.

    Raises FormRefused, GainQuestioned, AlreadyShared or FormUsed, and writes nothing then. Three round trips.
    """
    content = read_share_form(submission.typed, organisation.trade_ids())
    if not submission.gain_confirmed and not is_plausible(content.gain):
        raise GainQuestioned
    claim = await _claim(submission, content, organisation=organisation, claims=claims, shares=shares, now=now)
    share = Share(
        ref=claim.ref,
        tenant_id=organisation.tenant_id,
        author_id=submission.person_id,
        author_name=submission.person_name,
        content=content,
        published_at=claim.at,
        parent=submission.parent,
    )
    post = post_of_share(share, submission.address, submission.locale)
    if not await shares.add(share, post):
        share = await _first_try(share, shares)
    await queue.put(post.id)
    return share


async def _claim(
    submission: Submission,
    content: ShareContent,
    *,
    organisation: Organisation,
    claims: ClaimRepository,
    shares: ShareRepository,
    now: datetime,
) -> Claim:
    claim = Claim(
        tenant_id=organisation.tenant_id,
        ref=ShareRef(Week.of(now, organisation.recap.zone), share_id(submission.form_id, submission.person_id)),
        subjects=() if submission.parent else subjects_of(content),
        at=now,
    )
    try:
        return await claims.claim(claim)
    except AlreadyClaimed as already:
        held = already.held
    existing = await shares.get(organisation.tenant_id, held.ref)
    stands = not existing.withdrawn if existing else now - held.at < LONGEST_WITHOUT_SHARE
    if stands:
        raise AlreadyShared(str(held.ref))
    try:
        return await claims.replace(claim, held)
    except AlreadyClaimed as quicker:
        raise AlreadyShared(str(quicker.held.ref)) from quicker


async def _first_try(share: Share, shares: ShareRepository) -> Share:
    """The share that this form made before: the same words are a retry, other words deserve a form of their own."""
    first = await shares.get(share.tenant_id, share.ref)
    if first is None or first.withdrawn:
        raise ShareGone
    if first.content != share.content and first.version == 1:
        raise FormUsed
    return first
