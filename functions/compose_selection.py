"""What candidates are told of a selection, each in private."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.ambassadors.selection_result import selection_result_card
from cards.view import View
from passeur.ambassadors.candidates import CandidateState
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind, Home

Card = Mapping[str, Any]
Composed = Callable[[Delivery, View, Backend], Awaitable[Card | None]]

_TOLD = (CandidateState.SELECTED, CandidateState.WAITING, CandidateState.NOT_SELECTED)


async def _selection_result(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    """Nothing for who withdrew since, nor before it was decided, whoever started the run."""
    tenant_id, cohort_id = delivery.id.tenant_id, delivery.subject
    if delivery.person_id is None:
        return None
    cohort = await backend.cohorts.get(tenant_id, cohort_id)
    candidate = await backend.candidates.get(tenant_id, cohort_id, delivery.person_id)
    if cohort is None or candidate is None or candidate.state not in _TOLD:
        return None
    # A place that was offered later has a message of its own: a waiting answer that left late does not tell it twice.
    is_of_the_run = delivery.id.home is Home.RUNS
    return None if is_of_the_run and _came_later(candidate.reasons) else selection_result_card(view, cohort, candidate)


def _came_later(reasons: tuple[str, ...]) -> bool:
    return any(reason.startswith("place:") for reason in reasons)


COMPOSE_SELECTION: Mapping[DeliveryKind, Composed] = {DeliveryKind.SELECTION_RESULT: _selection_result}
