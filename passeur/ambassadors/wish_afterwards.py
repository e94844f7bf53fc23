from datetime import datetime

from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.sign_charter import running_or_to_come
from passeur.ambassadors.terms import Ending, Term
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.periods import Week


async def wish_afterwards(person_id: str, cohort_id: str, wish: Ending, backend: Backend) -> Term:
    """Note what somebody would like when their term ends; the last word counts."""
    await running_or_to_come(cohort_id, backend)
    _, term = await backend.terms.change(
        backend.organisation.tenant_id, cohort_id, person_id, lambda term: _known(term).wishing(wish)
    )
    return term


async def answer_wish(
    person_id: str, cohort_id: str, wish: Ending, backend: Backend, *, agreed: bool, now: datetime
) -> Term:
    """The programme lead's answer to a wish, which the person is told in private; another answer replaces it.

    Declined when the person wishes for something else by now.
    """
    await running_or_to_come(cohort_id, backend)
    _, term = await backend.terms.change(
        backend.organisation.tenant_id,
        cohort_id,
        person_id,
        lambda term: _known(term).answered(wish, now, agreed=agreed),
    )
    at = term.answered_at or now
    about = f"{cohort_id}|{wish}|{'yes' if agreed else 'no'}|{at:%Y%m%dT%H%M%S}"
    week = Week.of(at, backend.organisation.sending.zone)
    await owe_message(DeliveryKind.WISH_ANSWER, person_id, about, cohort_id, backend, week=week, now=now)
    return term


def _known(term: Term | None) -> Term:
    if term is None:
        raise Declined(Why.NOT_AN_AMBASSADOR)
    return term
