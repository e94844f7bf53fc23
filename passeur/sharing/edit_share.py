from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from passeur.errors import GainQuestioned, NotTheAuthor, Outdated, Refusal, ShareGone
from passeur.organisation import Organisation
from passeur.sharing.claims import Claim, subjects_held_by
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.ports import AlreadyClaimed, ClaimRepository, ShareRepository
from passeur.sharing.reserve_subjects import reserve
from passeur.sharing.share_form import read_share_form
from passeur.sharing.shares import Share, ShareRef


@dataclass(frozen=True, slots=True)
class Edit:
    """What the author wants a share to say from now on; `version` is the one that the form was made from."""

    ref: ShareRef
    version: int
    person_id: str
    typed: Mapping[str, str]
    gain_confirmed: bool = False


async def own_share(tenant_id: str, ref: ShareRef, person_id: str, *, shares: ShareRepository) -> Share:
    """A living share, for its author only."""
    share = await shares.get(tenant_id, ref)
    if share is None or share.withdrawn:
        raise ShareGone
    if share.author_id != person_id:
        raise NotTheAuthor
    return share


async def edit_share(
    edit: Edit, *, organisation: Organisation, claims: ClaimRepository, shares: ShareRepository, now: datetime
) -> Share:
    """Replace what a share says; sending the same edit twice changes nothing more."""
    share = await own_share(organisation.tenant_id, edit.ref, edit.person_id, shares=shares)
    content = read_share_form(edit.typed, organisation.trade_ids())
    if content == share.content:
        return share
    if share.version != edit.version:
        raise Outdated
    if content.gain != share.content.gain and not edit.gain_confirmed and not is_plausible(content.gain):
        raise GainQuestioned
    edited = share.edited(content)
    await _replace(share, edited, claims=claims, shares=shares, now=now)
    return edited


async def _replace(
    share: Share, edited: Share, *, claims: ClaimRepository, shares: ShareRepository, now: datetime
) -> None:
    """Reserve what is new, write, give up what is gone: whatever is cut, no living share is without its subjects."""
    before, after = subjects_held_by(share), subjects_held_by(edited)
    new = tuple(subject for subject in after if subject not in before)
    gone = tuple(subject for subject in before if subject not in after)
    claim = Claim(share.tenant_id, share.ref, new, now)
    if new:
        await reserve(partial(claims.move, claim), claims=claims, shares=shares, now=now)
    try:
        await shares.replace(edited)
    except Refusal:
        await _give_back(claim, claims=claims, shares=shares)
        raise
    if new or gone:
        # All of them once more: an edit that was refused in the meantime may have given back what both wanted.
        whole = Claim(share.tenant_id, share.ref, after, now)
        with suppress(AlreadyClaimed):
            await claims.move(whole, gone=gone)


async def _give_back(claim: Claim, *, claims: ClaimRepository, shares: ShareRepository) -> None:
    """Free what an edit reserved in vain, but not what the share says by now because of another edit."""
    if not claim.subjects:
        return
    now_there = await shares.get(claim.tenant_id, claim.ref)
    said = subjects_held_by(now_there) if now_there else ()
    for subject in claim.subjects:
        if subject not in said:
            await claims.release(claim, subject, claim.at)
