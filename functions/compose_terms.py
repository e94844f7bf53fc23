"""What messages about terms say: the charter, a hand-over, an answer to a wish, the end."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cards.ambassadors.charter import offer_reminder_card, sign_again_card
from cards.ambassadors.cohort_terms import cohort_end_card, term_news_card
from cards.ambassadors.hand_over import asked_to_take_over_card, hand_over_answer_card, wish_answer_card
from cards.ambassadors.term_end import farewell_card, term_end_card
from cards.view import View
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.hand_over import HandOver
from passeur.ambassadors.read_terms import read_terms
from passeur.ambassadors.term_audiences import must_sign_again, stayed_until_the_end
from passeur.ambassadors.terms import Term, TermState
from passeur.backend import Backend
from passeur.delivery.outbox import Delivery, DeliveryKind
from passeur.people import Role
from passeur.periods import Month, Week

Card = Mapping[str, Any]
Composed = Callable[[Delivery, View, Backend], Awaitable[Card | None]]


async def _sign_again(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    cohort, term = await _cohort_and_own_term(delivery, backend)
    # Whoever signed or left since it was planned is not asked.
    if cohort is None or term is None or not must_sign_again(term, backend):
        return None
    return sign_again_card(view, cohort, term)


async def _offer_reminder(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    cohort, term = await _cohort_and_own_term(delivery, backend)
    if cohort is None or term is None or term.state is not TermState.OFFERED:
        return None
    return offer_reminder_card(view, cohort, term)


async def _hand_over(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    asked = HandOver.parse(delivery.subject)
    cohort, term = await _cohort_and_term(asked.cohort_id, asked.person_id, backend)
    if cohort is None or term is None or term.handing_to != delivery.person_id:
        return None
    return asked_to_take_over_card(view, asked, cohort, term, await _name(asked.person_id, backend))


async def _hand_over_answer(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    asked = HandOver.parse(delivery.subject)
    _, term = await _cohort_and_term(asked.cohort_id, asked.person_id, backend)
    if term is None or (term.state is TermState.ENDED and term.successor_id is None):
        return None
    return hand_over_answer_card(view, term, await _name(term.successor_id, backend))


async def _wish_answer(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    _, term = await _cohort_and_own_term(delivery, backend)
    if term is None or term.agreed is None or not term.is_in_office:
        return None
    return wish_answer_card(view, term)


async def _term_news(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    tenant_id, about = delivery.id.tenant_id, HandOver.parse(delivery.subject)
    # It may have waited for working hours: who leads the programme no more does not receive it.
    is_lead = await backend.roles.has(tenant_id, delivery.person_id or "-", Role.PROGRAMME_LEAD)
    _, term = await _cohort_and_term(about.cohort_id, about.person_id, backend)
    if not is_lead or term is None or term.state is not TermState.ENDED:
        return None
    return term_news_card(view, term, await _name(about.person_id, backend))


async def _term_end(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    cohort, term = await _cohort_and_own_term(delivery, backend)
    if cohort is None or cohort.state is not CohortState.RUNNING or term is None or not term.is_in_office:
        return None
    first = Month.of_week(Week.of_day(cohort.starts_on))
    months = await backend.kpis.own(delivery.id.tenant_id, term.person_id, first)
    return term_end_card(view, cohort, term, months)


async def _cohort_end(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    tenant_id = delivery.id.tenant_id
    cohort = await backend.cohorts.get(tenant_id, delivery.subject)
    is_lead = await backend.roles.has(tenant_id, delivery.person_id or "-", Role.PROGRAMME_LEAD)
    if not is_lead or cohort is None or cohort.state is not CohortState.RUNNING:
        return None
    return cohort_end_card(view, await read_terms(cohort, backend))


async def _farewell(delivery: Delivery, view: View, backend: Backend) -> Card | None:
    _, term = await _cohort_and_own_term(delivery, backend)
    return None if term is None or not stayed_until_the_end(term) else farewell_card(view, term)


async def _cohort_and_own_term(delivery: Delivery, backend: Backend) -> tuple[Cohort | None, Term | None]:
    return await _cohort_and_term(delivery.subject, delivery.person_id or "-", backend)


async def _cohort_and_term(cohort_id: str, person_id: str, backend: Backend) -> tuple[Cohort | None, Term | None]:
    tenant_id = backend.organisation.tenant_id
    return (
        await backend.cohorts.get(tenant_id, cohort_id),
        await backend.terms.get(tenant_id, cohort_id, person_id),
    )


async def _name(person_id: str | None, backend: Backend) -> str:
    person = await backend.people.get(backend.organisation.tenant_id, person_id) if person_id else None
    return person.name if person else ""


TERM_COMPOSERS: Mapping[DeliveryKind, Composed] = {
    DeliveryKind.OFFER_REMINDER: _offer_reminder,
    DeliveryKind.CHARTER: _sign_again,
    DeliveryKind.HAND_OVER: _hand_over,
    DeliveryKind.HAND_OVER_ANSWER: _hand_over_answer,
    DeliveryKind.WISH_ANSWER: _wish_answer,
    DeliveryKind.TERM_NEWS: _term_news,
    DeliveryKind.TERM_END: _term_end,
    DeliveryKind.COHORT_END: _cohort_end,
    DeliveryKind.FAREWELL: _farewell,
}
