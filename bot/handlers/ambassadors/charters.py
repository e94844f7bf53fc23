"""The charter: read by whoever likes, signed by whoever was chosen, each for themselves and in their own chat."""

from bot.handlers.ambassadors.term_subjects import hand_over_in, signed_text_in, term_cohort_in
from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.ambassadors.charter import (
    charter_card,
    charter_to_accept_card,
    receipt_card,
    unsign_question_card,
    unsigned_card,
)
from cards.refusals import sentence
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.end_term import withdraw_signature
from passeur.ambassadors.hand_over import HandOver, accept_hand_over, handed_to
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.sign_charter import sign_charter
from passeur.backend import Backend
from passeur.people import Role


async def show_charter(turn: Turn, backend: Backend) -> Reply:
    """The charter, with the reader's own signature, or the button that signs; for a colleague, that takes over."""
    asked = hand_over_in(turn) if turn.token is not None else None
    in_place = turn.door is not Door.MESSAGE
    if asked is not None:
        return Reply(card=await _to_accept(turn, backend, asked), in_place=in_place)
    return Reply(card=await _charter(turn, backend), in_place=in_place)


async def sign(turn: Turn, backend: Backend) -> Reply:
    """Sign what was read; when it is not what stands any more, nothing is signed and today's text is shown."""
    cohort_id, shown = signed_text_in(turn)
    asked = hand_over_in(turn)
    now = turn.received_at
    try:
        if asked is not None:
            cohort, term = await accept_hand_over(asked, turn.person_id, shown, backend, now=now)
        else:
            cohort, term = await sign_charter(turn.person_id, cohort_id, shown, backend, now=now)
    except Declined as declined:
        if declined.why is not Why.CHARTER_CHANGED:
            raise
        return await _shown_again(turn, backend, asked, declined)
    if term.signature is None:
        raise Declined(Why.NOT_AN_AMBASSADOR)
    return Reply(card=receipt_card(turn.view, cohort, term.signature), in_place=True)


async def ask_unsign(turn: Turn, backend: Backend) -> Reply:
    term = await backend.terms.get(turn.tenant_id, term_cohort_in(turn), turn.person_id)
    if term is None:
        raise Declined(Why.NOT_AN_AMBASSADOR)
    return Reply(card=unsign_question_card(turn.view, term), in_place=True)


async def unsign(turn: Turn, backend: Backend) -> Reply:
    await withdraw_signature(turn.person_id, term_cohort_in(turn), backend, now=turn.received_at)
    return Reply(card=unsigned_card(turn.view), in_place=True)


async def _shown_again(turn: Turn, backend: Backend, asked: HandOver | None, declined: Declined) -> Reply:
    problem = sentence(declined, turn.view.locale)
    if asked is not None:
        return Reply(card=await _to_accept(turn, backend, asked, problem=problem), in_place=True)
    return Reply(card=await _charter(turn, backend, problem=problem), in_place=True)


async def _charter(turn: Turn, backend: Backend, *, problem: str = "") -> dict[str, object]:
    current = await current_term(turn.person_id, backend)
    lead = await holds(turn, backend, Role.PROGRAMME_LEAD)
    if current is None:
        return charter_card(turn.view, problem=problem, lead=lead)
    return charter_card(turn.view, current.cohort, current.term, problem=problem, lead=lead)


async def _to_accept(turn: Turn, backend: Backend, asked: HandOver, *, problem: str = "") -> dict[str, object]:
    await handed_to(asked, turn.person_id, backend)
    colleague = await backend.people.get(turn.tenant_id, asked.person_id)
    return charter_to_accept_card(turn.view, asked, colleague.name if colleague else "", problem=problem)
