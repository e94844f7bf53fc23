"""What the outbox says of workshops."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.ambassadors.feedback import feedback_card
from cards.view import View
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.periods import day_of


async def _questions(delivery: Delivery, view: View, backend: Backend) -> Mapping[str, Any] | None:
    """The two questions, in a channel; nothing when the workshop was withdrawn, or its feedback closed, meanwhile."""
    workshop = await backend.workshops.by_code(delivery.id.tenant_id, delivery.subject)
    today = day_of(backend.clock(), backend.organisation.sending.zone)
    if workshop is None or not workshop.takes_feedback(today):
        return None
    host = await backend.people.get(workshop.tenant_id, workshop.host_id)
    return feedback_card(view, workshop, host.name if host else "", today, in_private=False)


COMPOSE_WORKSHOPS: Mapping[DeliveryKind, Callable[[Delivery, View, Backend], Awaitable[Mapping[str, Any] | None]]] = {
    DeliveryKind.WORKSHOP_FEEDBACK: _questions,
}
