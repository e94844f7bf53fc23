from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from passeur.errors import AlreadyShared, GainQuestioned, NotTheAuthor, Outdated, ShareGone
from passeur.organisation import Organisation
from passeur.sharing.claims import Claim, subjects_of
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.ports import AlreadyClaimed, ClaimRepository, ShareRepository
from passeur.sharing.share_form import read_share_form
from passeur.sharing.shares import Share, ShareContent, ShareRef


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
    if share.parent is None:
        await _move_subjects(share, content, claims=claims, now=now)
    edited = share.edited(content)
    await shares.replace(edited)
    return edited


async def _move_subjects(share: Share, content: ShareContent, *, claims: ClaimRepository, now: datetime) -> None:
    before, after = subjects_of(share.content), subjects_of(content)
    new = tuple(subject for subject in after if subject not in before)
    gone = tuple(subject for subject in before if subject not in after)
    if not new and not gone:
        return
    try:
        await claims.move(Claim(share.tenant_id, share.ref, new, now), gone=gone)
    except AlreadyClaimed as already:
        raise AlreadyShared(str(already.held.ref)) from already
