"""An ambassador hands over to a colleague, who was asked first and says yes by signing the charter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.sign_charter import Shown, running_or_to_come
from passeur.ambassadors.succession import Yes, succession
from passeur.ambassadors.terms import Signature, Term
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import owe_message
from passeur.people import Person
from passeur.periods import Week


@dataclass(frozen=True, slots=True)
class HandOver:
    """Whose term, in which cohort: written `2026-1|person` in card data and messages."""

    cohort_id: str
    person_id: str

    def __str__(self) -> str:
        return f"{self.cohort_id}|{self.person_id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """ValueError when it cannot name a term."""
        cohort_id, bar, person_id = text.partition("|")
        if not bar or not cohort_id or not person_id or "|" in person_id:
            raise ValueError(f"{text!r:.60} names no term")
        return cls(cohort_id, person_id)


async def propose_hand_over(
    person_id: str, cohort_id: str, successor: Person, backend: Backend, *, now: datetime
) -> Term:
    """Ask a colleague, in private, whether they take over. Nothing is recorded of them but that they were asked.

    Declined for oneself, for somebody who left and for an ambassador. Asking the same person again changes nothing;
    asking another one takes the first question back.
    """
    await running_or_to_come(cohort_id, backend)
    if not successor.active:
        raise Declined(Why.LEFT)
    if successor.id != person_id:
        await _must_be_free(successor.id, cohort_id, backend)
    term = await _change(HandOver(cohort_id, person_id), successor.id, backend, now=now)
    at = term.handing_at or now
    subject = str(HandOver(cohort_id, person_id))
    week = Week.of(at, backend.organisation.sending.zone)
    about = f"{subject}|{at:%Y%m%dT%H%M%S}"
    await owe_message(DeliveryKind.HAND_OVER, successor.id, about, subject, backend, week=week, now=now)
    return term


async def take_back_hand_over(person_id: str, cohort_id: str, backend: Backend, *, now: datetime) -> Term:
    await running_or_to_come(cohort_id, backend)
    return await _change(HandOver(cohort_id, person_id), None, backend, now=now)


async def decline_hand_over(asked: HandOver, successor_id: str, backend: Backend, *, now: datetime) -> None:
    """Say no: the question is forgotten, and whoever asked is told so, without a reason."""
    term = await handed_to(asked, successor_id, backend)
    if term.handing_to != successor_id:
        # They said yes before: an old card takes nothing back.
        raise Declined(Why.HAND_OVER_GONE)
    at = term.handing_at or now
    subject = str(asked)
    week = Week.of(at, backend.organisation.sending.zone)
    about = f"{subject}|{at:%Y%m%dT%H%M%S}"
    await owe_message(DeliveryKind.HAND_OVER_ANSWER, asked.person_id, about, subject, backend, week=week, now=now)
    await _change(asked, None, backend, now=now)


async def handed_to(asked: HandOver, successor_id: str, backend: Backend) -> Term:
    """The term that this person was asked to take over; Declined when they were not, or are not any more."""
    term = await backend.terms.get(backend.organisation.tenant_id, asked.cohort_id, asked.person_id)
    if term is None or successor_id not in (term.handing_to, term.successor_id):
        raise Declined(Why.HAND_OVER_GONE)
    return term


async def accept_hand_over(
    asked: HandOver, successor_id: str, shown: Shown, backend: Backend, *, now: datetime
) -> tuple[Cohort, Term]:
    """Say yes by signing the charter: one term ends, the other begins in its place, for the same trade and site.

    The text is checked before anything moves, and both terms move at once or not at all: of two hand-overs that one
    person accepts at the same time, one is declined and its ambassador stays. Both clicks of a double one are answered.
    """
    charter = backend.organisation.charter
    if shown.version != charter.version or not charter.is_shown_in(shown.locale, shown.hash):
        raise Declined(Why.CHARTER_CHANGED)
    cohort = await running_or_to_come(asked.cohort_id, backend)
    current = await current_term(successor_id, backend)
    yes = Yes(
        successor_id,
        Signature(shown.version, shown.hash, shown.locale, now),
        is_engaged=current is not None and current.cohort.id != asked.cohort_id,
    )
    ended, term = await backend.terms.succeed(
        backend.organisation.tenant_id,
        asked.cohort_id,
        (asked.person_id, successor_id),
        lambda left, held: succession(left, held, yes),
    )
    week = Week.of(ended.ended_at or now, backend.organisation.sending.zone)
    about = f"{asked}|{successor_id}"
    await owe_message(DeliveryKind.HAND_OVER_ANSWER, asked.person_id, about, str(asked), backend, week=week, now=now)
    return cohort, term


async def _must_be_free(person_id: str, cohort_id: str, backend: Backend) -> None:
    """Declined for an ambassador, and for somebody who already left this cohort: an ended term never begins again."""
    if await current_term(person_id, backend) is not None:
        raise Declined(Why.ALREADY_AMBASSADOR)
    if await backend.terms.get(backend.organisation.tenant_id, cohort_id, person_id) is not None:
        raise Declined(Why.CANNOT_TAKE_OVER)


async def _change(asked: HandOver, successor_id: str | None, backend: Backend, *, now: datetime) -> Term:
    def change(term: Term | None) -> Term:
        if term is None:
            raise Declined(Why.NOT_AN_AMBASSADOR)
        return term.handing_over_to(successor_id, now)

    _, term = await backend.terms.change(backend.organisation.tenant_id, asked.cohort_id, asked.person_id, change)
    return term
