"""What a manager does with a digest, one click each. Only the person to whom the run owed it may."""

import asyncio

from bot.turn import Reply, Turn
from cards import notices
from cards.sharing.digest import Done, digest_card
from cards.sharing.share_card import share_card
from passeur.backend import Backend
from passeur.delivery.runs import RunId
from passeur.errors import BadToken, NotTheAddressee, ShareGone
from passeur.sharing.addressed_digest import addressed_digest
from passeur.sharing.digests import Digest
from passeur.sharing.keep_share import keep_share, kept_shares
from passeur.sharing.shares import ShareRef
from passeur.sharing.thank_author import has_thanked, thank_author
from passeur.sharing.told_digest import tell_digest


async def see_share(turn: Turn, backend: Backend) -> Reply:
    """Show a use case of the digest below it, with everything that one can do with it."""
    _, ref = await _clicked(turn, backend)
    return await share_below(turn, ref, backend)


async def keep(turn: Turn, backend: Backend) -> Reply:
    """Keep a use case for the team meeting, for this manager alone."""
    digest, ref = await _clicked(turn, backend)
    share = await backend.shares.get(turn.tenant_id, ref)
    if share is None or share.withdrawn:
        raise ShareGone
    await keep_share(turn.tenant_id, turn.person_id, ref, kept=backend.kept, now=turn.received_at)
    return await _redrawn(turn, digest, backend)


async def let_go(turn: Turn, backend: Backend) -> Reply:
    digest, ref = await _clicked(turn, backend)
    await backend.kept.forget(turn.tenant_id, turn.person_id, ref)
    return await _redrawn(turn, digest, backend)


async def thank(turn: Turn, backend: Backend) -> Reply:
    """Post the manager's thanks where the use case was shared, once."""
    digest, ref = await _clicked(turn, backend)
    if ref != digest.highlight:
        raise NotTheAddressee
    await thank_author(ref, turn.person_id, backend, now=turn.received_at)
    return await _redrawn(turn, digest, backend)


async def share_below(turn: Turn, ref: ShareRef, backend: Backend) -> Reply:
    thread = await backend.shares.thread(turn.tenant_id, ref)
    if thread is None or thread.share.withdrawn:
        raise ShareGone
    return Reply(card=share_card(turn.view, thread, is_copy=True), notice=notices.use_case_below(turn.view))


async def _clicked(turn: Turn, backend: Backend) -> tuple[Digest, ShareRef]:
    """The digest of the person who clicks, and the share that the button is about.

    A card says nothing about who clicks: whatever it carries, only what was owed to this very person is acted upon.
    """
    try:
        run_id, ref = RunId.parse(turn.signed.subject), ShareRef.parse(turn.signed.parent)
    except ValueError as error:
        raise BadToken from error
    if not turn.is_private:
        raise NotTheAddressee
    digest = await addressed_digest(turn.tenant_id, run_id, turn.person_id, deliveries=backend.deliveries)
    if ref not in digest.shares:
        raise NotTheAddressee
    return digest, ref


async def _redrawn(turn: Turn, digest: Digest, backend: Backend) -> Reply:
    """The digest in the place of the card, with what was done so far."""
    told, kept = await asyncio.gather(
        tell_digest(digest, backend),
        kept_shares(turn.tenant_id, turn.person_id, kept=backend.kept, now=turn.received_at),
    )
    highlight = told.digest.highlight
    thanked = highlight is not None and await has_thanked(told.shares[highlight], turn.person_id, backend)
    done = Done(frozenset(each.ref for each in kept), thanked)
    return Reply(card=digest_card(turn.view, told, done), in_place=True)
