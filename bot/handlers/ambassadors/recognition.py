"""Recognition: the programme lead proposes, in their own chat; the person who would be named answers, in theirs."""

from collections.abc import Sequence

from bot.handlers.subjects import month_in, share_in
from bot.turn import CardUpdate, Door, Reply, Turn
from cards.ambassadors.naming import answered_card, no_longer_named_card
from cards.ambassadors.recognition import SPOTLIGHT_REASON, Filled, recognition_card
from cards.view import View
from passeur.ambassadors.name_of_the_month import (
    PERSON,
    REASON,
    answer_month,
    choose_of_month,
    month_due,
    propose_for_month,
)
from passeur.ambassadors.recognition import Consent
from passeur.ambassadors.recognition_posts import posts_of_month, posts_of_spotlight
from passeur.ambassadors.spotlights import SHARE, answer_spotlight, propose_spotlight, propose_spotlights
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery
from passeur.errors import FormRefused, Problem
from passeur.periods import Month
from passeur.sharing.shares import ShareRef


async def show_recognition(turn: Turn, backend: Backend) -> Reply:
    """Whom and what the programme lead may propose, and what was answered so far."""
    month = month_due(backend, turn.received_at)
    return await _shown(turn, backend, month, in_place=turn.door is not Door.MESSAGE)


async def choose(turn: Turn, backend: Backend) -> Reply:
    """Ask the person whom the lead chose; a form that is refused comes back as it was filled in."""
    month = month_in(turn)
    reason = turn.inputs.get(REASON, "")
    try:
        person = _person(turn.inputs.get(PERSON, ""))
        await choose_of_month(month, person, reason, backend, by=turn.person_id, now=turn.received_at)
    except FormRefused as refused:
        return await _shown(turn, backend, month, Filled(turn.inputs, refused.problems))
    return await _shown(turn, backend, month)


async def propose(turn: Turn, backend: Backend) -> Reply:
    """Ask the author of the use case that the lead would like to tell again."""
    month = month_due(backend, turn.received_at)
    reason = turn.inputs.get(SPOTLIGHT_REASON, "")
    try:
        ref = _share(turn.inputs.get(SHARE, ""))
        await propose_spotlight(ref, reason, backend, by=turn.person_id, now=turn.received_at)
    except FormRefused as refused:
        problems = {SPOTLIGHT_REASON if name == REASON else name: each for name, each in refused.problems.items()}
        return await _shown(turn, backend, month, Filled(turn.inputs, problems))
    return await _shown(turn, backend, month)


async def agree_to_month(turn: Turn, backend: Backend) -> Reply:
    return await _month_answered(turn, backend, Consent.GIVEN)


async def refuse_month(turn: Turn, backend: Backend) -> Reply:
    """A no, also after a yes: whatever was posted names nobody any more."""
    return await _month_answered(turn, backend, Consent.REFUSED)


async def agree_to_spotlight(turn: Turn, backend: Backend) -> Reply:
    return await _spotlight_answered(turn, backend, Consent.GIVEN)


async def refuse_spotlight(turn: Turn, backend: Backend) -> Reply:
    return await _spotlight_answered(turn, backend, Consent.REFUSED)


async def _month_answered(turn: Turn, backend: Backend, consent: Consent) -> Reply:
    month = month_in(turn)
    before, after = await answer_month(month, turn.person_id, consent, backend, now=turn.received_at)
    posts = await posts_of_month(before, backend) if before and before.named and after.named is None else []
    card = answered_card(turn.view, consent, subject=month.key, is_month=True)
    return Reply(card=card, in_place=True, updates=_taken_back(turn, posts))


async def _spotlight_answered(turn: Turn, backend: Backend, consent: Consent) -> Reply:
    ref = share_in(turn)
    before, after = await answer_spotlight(ref, turn.person_id, consent, backend, now=turn.received_at)
    was_posted = before is not None and before.consent is Consent.GIVEN and after.consent is not Consent.GIVEN
    posts = await posts_of_spotlight(before, backend) if before is not None and was_posted else []
    card = answered_card(turn.view, consent, subject=str(ref), is_month=False)
    return Reply(card=card, in_place=True, updates=_taken_back(turn, posts))


def _taken_back(turn: Turn, posts: Sequence[Delivery]) -> tuple[CardUpdate, ...]:
    return tuple(
        CardUpdate(post.address, post.activity_id, no_longer_named_card(_view(turn, post)))
        for post in posts
        if post.address is not None and post.activity_id
    )


def _view(turn: Turn, post: Delivery) -> View:
    return View(post.locale, turn.view.organisation, turn.view.signer)


def _person(chosen: str) -> str:
    if not chosen:
        raise FormRefused({PERSON: Problem.MISSING})
    return chosen


def _share(chosen: str) -> ShareRef:
    if not chosen:
        raise FormRefused({SHARE: Problem.MISSING})
    try:
        return ShareRef.parse(chosen)
    except ValueError:
        raise FormRefused({SHARE: Problem.UNKNOWN_CHOICE}) from None


async def _shown(
    turn: Turn, backend: Backend, month: Month, filled: Filled | None = None, *, in_place: bool = True
) -> Reply:
    proposal = await propose_for_month(month, backend, now=turn.received_at)
    choice = proposal.decided.choice if proposal.decided else None
    chosen = await backend.people.get(turn.tenant_id, choice.person_id) if choice else None
    spotlights = await propose_spotlights(backend, now=turn.received_at)
    card = recognition_card(turn.view, proposal, chosen, spotlights, filled or Filled())
    return Reply(card=card, in_place=in_place)
