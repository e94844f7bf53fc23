from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from passeur.delivery.addresses import Address
from passeur.delivery.ports import DeliveryQueue
from passeur.errors import FormUsed, GainQuestioned, SameAsParent, ShareGone
from passeur.organisation import Organisation
from passeur.periods import Week
from passeur.sharing.claims import LONGEST_WITHOUT_SHARE, Claim, subjects_held_by, subjects_of
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.ports import AlreadyClaimed, ClaimRepository, ShareRepository
from passeur.sharing.posts import post_of_share
from passeur.sharing.reserve_subjects import reserve
from passeur.sharing.share_form import read_share_form
from passeur.sharing.shares import Share, ShareContent, ShareRef, share_id

# From then on somebody may soon find that the claim has no share: whoever comes back to it reserves its subjects anew.
_OLD = LONGEST_WITHOUT_SHARE / 2


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

    Raises FormRefused, GainQuestioned, SameAsParent, ShareGone (of the parent), AlreadyShared or FormUsed, and writes
    nothing then. Three round trips, and one to read the parent of a variation.
    """
    content = read_share_form(submission.typed, organisation.trade_ids())
    if not submission.gain_confirmed and not is_plausible(content.gain):
        raise GainQuestioned
    if submission.parent is not None:
        _check_varies(content, await shares.get(organisation.tenant_id, submission.parent))
    claim = Claim(
        tenant_id=organisation.tenant_id,
        ref=ShareRef(Week.of(now, organisation.recap.zone), share_id(submission.form_id, submission.person_id)),
        subjects=() if submission.parent else subjects_of(content),
        at=now,
    )
    held = await reserve(partial(claims.claim, claim), claims=claims, shares=shares, now=now)
    share = Share(
        ref=held.ref,
        tenant_id=organisation.tenant_id,
        author_id=submission.person_id,
        author_name=submission.person_name,
        content=content,
        published_at=held.at,
        parent=submission.parent,
    )
    if first := await _come_back(share, claim, held, claims=claims, shares=shares):
        share = first
    post = post_of_share(share, submission.address, submission.locale, now)
    if first is None and not await shares.add(share, post):
        share = await _first_try(share, claims=claims, shares=shares, now=now)
    await queue.put(post.id)
    return share


def _check_varies(content: ShareContent, parent: Share | None) -> None:
    if parent is None or parent.withdrawn:
        raise ShareGone
    # The form of a variation comes with the trade of whoever opens it: that alone is no other way to do it.
    if replace(content, trade=parent.content.trade) == parent.content:
        raise SameAsParent


async def _come_back(
    share: Share, claim: Claim, held: Claim, *, claims: ClaimRepository, shares: ShareRepository
) -> Share | None:
    """The share that this form has made; None for a first try, and when the first one never wrote a share.

    In that last case what the form reserved is brought in line with what it says now.
    """
    if set(held.subjects) == set(claim.subjects) and claim.at - held.at < _OLD:
        return None
    first = await shares.get(share.tenant_id, share.ref)
    if first is not None:
        return _same(first, share)
    moved = replace(claim, ref=held.ref)
    move = partial(claims.move, moved, gone=held.subjects)
    await reserve(move, claims=claims, shares=shares, now=claim.at)
    return None


async def _first_try(share: Share, *, claims: ClaimRepository, shares: ShareRepository, now: datetime) -> Share:
    """The share that another try of this form wrote a moment ago, with the subjects that its words are about."""
    first = await shares.get(share.tenant_id, share.ref)
    if first is not None and first.content != share.content:
        kept = Claim(first.tenant_id, first.ref, subjects_held_by(first), now)
        with suppress(AlreadyClaimed):
            await claims.move(kept, gone=subjects_of(share.content))
    return _same(first, share)


def _same(first: Share | None, share: Share) -> Share:
    """The same words are a retry, other words deserve a form of their own."""
    if first is None or first.withdrawn:
        raise ShareGone
    if first.content != share.content:
        raise FormUsed
    return first
