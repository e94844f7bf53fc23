"""The monthly brief: reviewed and sent by the programme lead, read by the committee, each in their own chat."""

from collections.abc import Callable, Iterable

from bot.handlers.subjects import gain_or_quote_in, month_in
from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards import notices
from cards.briefs.card import asked_brief_card, no_brief_card, review_card
from cards.briefs.files import files_card
from passeur.backend import Backend
from passeur.briefs.approve_brief import approve_brief
from passeur.briefs.brief import Brief, Gain, Quote
from passeur.briefs.make_brief import make_brief
from passeur.briefs.read_brief import read_brief
from passeur.briefs.review import Review
from passeur.errors import BadToken, NotAllowed
from passeur.people import Role
from passeur.periods import Month
from passeur.sharing.shares import ShareRef


async def show_brief(turn: Turn, backend: Backend) -> Reply:
    """The newest month for the programme lead, reviewed or not; the last that was sent for the committee."""
    if await holds(turn, backend, Role.PROGRAMME_LEAD):
        due = backend.organisation.brief.due(turn.received_at)
        if due is None:
            return _shown(turn, no_brief_card(turn.view))
        brief, review = await make_brief(Month.parse(due), backend, now=turn.received_at)
        return _shown(turn, await _review(turn, backend, brief, review))
    approved = await backend.briefs.last_approved(turn.tenant_id)
    if approved is None:
        return _shown(turn, no_brief_card(turn.view))
    told = await read_brief(*approved, backend)
    return _shown(turn, asked_brief_card(turn.view, told, turn.person_id, turn.received_at))


async def give_files(turn: Turn, backend: Backend) -> Reply:
    """Links that are good for an hour, below a card that may be months old."""
    month = month_in(turn)
    if not await holds(turn, backend, Role.PROGRAMME_LEAD):
        await _only_approved(turn, backend, month)
    brief, _ = await make_brief(month, backend, now=turn.received_at)
    card = files_card(turn.view, brief, turn.person_id, turn.received_at)
    return Reply(card=card, notice=notices.files_below(turn.view))


async def _only_approved(turn: Turn, backend: Backend, month: Month) -> None:
    """What the committee may have. Asked before anything is made."""
    stored = await backend.briefs.get(turn.tenant_id, month)
    if stored is None or not stored[1].is_approved:
        raise NotAllowed


async def review_gain(turn: Turn, backend: Backend) -> Reply:
    """Note that the programme lead checked a gain: a provenance of its own, beside the others."""
    return await _decided(turn, backend, lambda brief: brief.gains, Review.with_gain_reviewed)


async def drop_quote(turn: Turn, backend: Backend) -> Reply:
    """Quote something else, or nothing."""
    return await _decided(turn, backend, lambda brief: brief.quotes, Review.without_quote)


async def approve(turn: Turn, backend: Backend) -> Reply:
    """Send the brief to the committee, once."""
    month = month_in(turn)
    review, _ = await approve_brief(month, backend, by=turn.person_id, now=turn.received_at)
    brief, _ = await make_brief(month, backend, now=turn.received_at)
    return Reply(card=await _review(turn, backend, brief, review), in_place=True)


async def _decided(
    turn: Turn,
    backend: Backend,
    told: Callable[[Brief], Iterable[Gain | Quote]],
    change: Callable[[Review, ShareRef], Review],
) -> Reply:
    """Change the review of one thing that the brief tells, and draw it again."""
    month, ref = month_in(turn), gain_or_quote_in(turn)
    brief, _ = await make_brief(month, backend, now=turn.received_at)
    if ref not in {each.ref for each in told(brief)}:
        raise BadToken
    review = await backend.briefs.decide(turn.tenant_id, month, lambda known: change(known, ref))
    return Reply(card=await _review(turn, backend, brief, review), in_place=True)


async def _review(turn: Turn, backend: Backend, brief: Brief, review: Review) -> dict[str, object]:
    told = await read_brief(brief, review, backend)
    return review_card(turn.view, told, person_id=turn.person_id, now=turn.received_at)


def _shown(turn: Turn, card: dict[str, object]) -> Reply:
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)
