"""What messages about badges and recognition say. What somebody did not agree to, or took back, is not said."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.ambassadors.badges import badge_earned_card
from cards.ambassadors.naming import (
    month_named_card,
    month_question_card,
    recognition_answer_card,
    spotlight_card,
    spotlight_question_card,
)
from cards.view import View
from passeur.ambassadors.badges import BadgeId
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.recognition import Consent, Spotlight
from passeur.ambassadors.recognition_posts import month_of
from passeur.ambassadors.tell_answer import Answer
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.people import Role
from passeur.periods import Month
from passeur.sharing.shares import Share, ShareRef

Card = Mapping[str, Any]
Composed = Callable[[Delivery, View, Backend], Awaitable[Card | None]]


async def _badge_earned(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    """Nothing when it was taken back overnight."""
    if delivery.person_id is None:
        return None
    badge_id = BadgeId.parse(delivery.subject)
    badges = await backend.badges.of_person(delivery.id.tenant_id, delivery.person_id)
    badge = next((each for each in badges if each.id == badge_id and each.is_held), None)
    return None if badge is None else badge_earned_card(view, badge)


async def _month_question(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    """Nothing once it was answered, or when the person agrees to be considered no more."""
    month = Month.parse(delivery.subject)
    known = await backend.recognitions.month(delivery.id.tenant_id, month)
    choice = known.choice if known else None
    if choice is None or choice.person_id != delivery.person_id or choice.consent is not Consent.ASKED:
        return None
    current = await current_term(choice.person_id, backend)
    if current is None or not current.term.recognised:
        return None
    return month_question_card(view, month, choice, await _name(choice.chosen_by, backend))


async def _month_named(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    month, person_id = month_of(delivery.subject)
    known = await backend.recognitions.month(delivery.id.tenant_id, month)
    choice = known.named if known else None
    person = await backend.people.get(delivery.id.tenant_id, person_id)
    current = await current_term(person_id, backend)
    is_opted_out = current is not None and not current.term.recognised
    if choice is None or choice.person_id != person_id or person is None or not person.active or is_opted_out:
        return None
    return month_named_card(view, month, choice, person)


async def _spotlight_question(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    found = await _spotlight_of(delivery, backend)
    if found is None or found[1].consent is not Consent.ASKED or found[1].author_id != delivery.person_id:
        return None
    share, spotlight = found
    return spotlight_question_card(view, share, spotlight, await _name(spotlight.asked_by, backend))


async def _spotlight(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    found = await _spotlight_of(delivery, backend)
    return None if found is None or found[1].consent is not Consent.GIVEN else spotlight_card(view, *found)


async def _answer(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    """For whoever still leads the programme."""
    tenant_id, lead = delivery.id.tenant_id, delivery.person_id
    if lead is None or not await backend.roles.has(tenant_id, lead, Role.PROGRAMME_LEAD):
        return None
    answer = Answer.parse(delivery.subject)
    person = await backend.people.get(tenant_id, answer.person_id)
    if person is None:
        return None
    return recognition_answer_card(view, person, answer.consent, is_month=answer.is_of_a_month)


async def _spotlight_of(delivery: Delivery, backend: Backend) -> tuple[Share, Spotlight] | None:
    """A share that still says something, and what was said of telling it again."""
    ref = ShareRef.parse(delivery.subject)
    share = await backend.shares.get(delivery.id.tenant_id, ref)
    spotlight = await backend.recognitions.spotlight(delivery.id.tenant_id, ref)
    return None if share is None or share.withdrawn or spotlight is None else (share, spotlight)


async def _name(person_id: str, backend: Backend) -> str:
    """Empty for somebody who was erased since."""
    person = await backend.people.get(backend.organisation.tenant_id, person_id) if person_id else None
    return person.name if person else ""


BADGE_COMPOSERS: Mapping[DeliveryKind, Composed] = {
    DeliveryKind.BADGE_EARNED: _badge_earned,
    DeliveryKind.MONTH_QUESTION: _month_question,
    DeliveryKind.MONTH_NAMED: _month_named,
    DeliveryKind.SPOTLIGHT_QUESTION: _spotlight_question,
    DeliveryKind.SPOTLIGHT: _spotlight,
    DeliveryKind.RECOGNITION_ANSWER: _answer,
}
