"""What messages about the call for ambassadors say: in channels, to those who are asked, to those who review."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.ambassadors.call import announcement_card
from cards.ambassadors.candidates import to_review_card
from cards.ambassadors.home import home_card
from cards.ambassadors.nomination import invitation_card, nomination_card
from cards.view import View
from passeur.ambassadors.apply import is_in_office_then
from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.close_call import REVIEWERS
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.nominations import nomination_of
from passeur.ambassadors.see_programme import see_programme
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind

Card = Mapping[str, Any]
Composed = Callable[[Delivery, View, Backend], Awaitable[Card | None]]


async def _call(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    cohort = await _open(delivery.subject, backend)
    return None if cohort is None else announcement_card(view, cohort)


async def _reminder(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    cohort = await _open(delivery.subject, backend)
    return None if cohort is None else announcement_card(view, cohort, is_reminder=True)


async def _details(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    if delivery.person_id is None:
        return None
    now = backend.clock()
    return home_card(view, await see_programme(delivery.person_id, backend, now=now), now=now)


async def _nomination(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    cohort_id, nominator_id = nomination_of(delivery.subject)
    cohort = await _asked(cohort_id, delivery, backend)
    nominator = await backend.people.get(delivery.id.tenant_id, nominator_id)
    return None if cohort is None or nominator is None else nomination_card(view, cohort, nominator.name)


async def _invitation(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    cohort = await _asked(delivery.subject, delivery, backend)
    return None if cohort is None else invitation_card(view, cohort)


async def _to_review(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    """Nothing for who holds no such role any more or is a candidate, nor while an extended call takes them again."""
    tenant_id, person_id = delivery.id.tenant_id, delivery.person_id
    held = [await backend.roles.has(tenant_id, person_id, role) for role in REVIEWERS if person_id is not None]
    cohort = await backend.cohorts.get(tenant_id, delivery.subject)
    if not any(held) or cohort is None or not cohort.has_a_call_under_way or cohort.takes_candidates(backend.clock()):
        return None
    candidates, _ = await backend.candidates.of_cohort(tenant_id, cohort.id)
    if any(each.stands and each.person_id == person_id for each in candidates):
        return None
    return to_review_card(view, cohort.id, sum(each.state is CandidateState.APPLIED for each in candidates))


async def _open(cohort_id: str, backend: Backend) -> Cohort | None:
    """The cohort while its call takes candidates: a call that is over is told to nobody."""
    cohort = await backend.cohorts.get(backend.organisation.tenant_id, cohort_id)
    return cohort if cohort is not None and cohort.takes_candidates(backend.clock()) else None


async def _asked(cohort_id: str, delivery: Delivery, backend: Backend) -> Cohort | None:
    """The cohort for which somebody is asked, unless they are a candidate already, or an ambassador then."""
    cohort = await _open(cohort_id, backend)
    if cohort is None or delivery.person_id is None:
        return None
    candidacy = await backend.candidates.get(delivery.id.tenant_id, cohort.id, delivery.person_id)
    if candidacy is not None or await is_in_office_then(delivery.person_id, cohort, backend):
        return None
    return cohort


CALL_COMPOSERS: Mapping[DeliveryKind, Composed] = {
    DeliveryKind.CALL: _call,
    DeliveryKind.CALL_REMINDER: _reminder,
    DeliveryKind.CALL_DETAILS: _details,
    DeliveryKind.NOMINATION: _nomination,
    DeliveryKind.CALL_INVITATION: _invitation,
    DeliveryKind.CANDIDATES_TO_REVIEW: _to_review,
}
