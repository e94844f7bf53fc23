"""Somebody's own term: a break, what comes afterwards, a colleague who takes over, a goodbye."""

from bot.handlers.ambassadors.term_subjects import term_cohort_in, term_in, wish_in
from bot.turn import Door, Reply, Turn
from cards.ambassadors.hand_over import COLLEAGUE, HandOverForm, hand_over_form, not_taken_over_card
from cards.ambassadors.term import leave_question_card, left_card, not_an_ambassador_card, term_card, wishes_card
from cards.refusals import sentence
from passeur.ambassadors.current_term import CurrentTerm, current_term, term_in_office
from passeur.ambassadors.end_term import leave_term
from passeur.ambassadors.hand_over import decline_hand_over, propose_hand_over, take_back_hand_over
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.rest_term import rest_term, resume_term
from passeur.ambassadors.wish_afterwards import wish_afterwards
from passeur.backend import Backend
from passeur.directory.find_by_email import find_by_email
from passeur.people import Person


async def show_term(turn: Turn, backend: Backend) -> Reply:
    """Where one's term stands; for everybody else, how to come to one."""
    in_place = turn.door is not Door.MESSAGE
    current = await current_term(turn.person_id, backend)
    if current is None:
        return Reply(card=not_an_ambassador_card(turn.view), in_place=in_place)
    return Reply(card=await _drawn(turn, backend, current), in_place=in_place)


async def rest(turn: Turn, backend: Backend) -> Reply:
    await rest_term(turn.person_id, term_cohort_in(turn), backend)
    return await show_term(turn, backend)


async def come_back(turn: Turn, backend: Backend) -> Reply:
    await resume_term(turn.person_id, term_cohort_in(turn), backend)
    return await show_term(turn, backend)


async def show_wishes(turn: Turn, backend: Backend) -> Reply:
    """What may come afterwards, and sooner."""
    current = await term_in_office(turn.person_id, backend)
    return Reply(card=wishes_card(turn.view, current.term), in_place=turn.door is not Door.MESSAGE)


async def wish(turn: Turn, backend: Backend) -> Reply:
    term = await wish_afterwards(turn.person_id, term_cohort_in(turn), wish_in(turn), backend)
    return Reply(card=wishes_card(turn.view, term), in_place=True)


async def ask_leave(turn: Turn, backend: Backend) -> Reply:
    current = await term_in_office(turn.person_id, backend)
    return Reply(card=leave_question_card(turn.view, current.term), in_place=True)


async def leave(turn: Turn, backend: Backend) -> Reply:
    await leave_term(turn.person_id, term_cohort_in(turn), backend, now=turn.received_at)
    return Reply(card=left_card(turn.view), in_place=True)


async def open_hand_over(turn: Turn, backend: Backend) -> Reply:
    cohort_id = term_cohort_in(turn)
    await term_in_office(turn.person_id, backend)
    return Reply(card=hand_over_form(turn.view, HandOverForm(cohort_id)), in_place=True)


async def hand_over(turn: Turn, backend: Backend) -> Reply:
    """Ask a colleague, named by their e-mail address; what was typed comes back when it cannot be done."""
    cohort_id, typed = term_cohort_in(turn), turn.inputs.get(COLLEAGUE, "")
    await term_in_office(turn.person_id, backend)
    try:
        successor = await _colleague(typed, backend)
        await propose_hand_over(turn.person_id, cohort_id, successor, backend, now=turn.received_at)
    except Declined as declined:
        problem = sentence(declined, turn.view.locale)
        form = HandOverForm(cohort_id, typed, {COLLEAGUE: problem})
        return Reply(card=hand_over_form(turn.view, form), in_place=True)
    return await show_term(turn, backend)


async def take_back(turn: Turn, backend: Backend) -> Reply:
    await take_back_hand_over(turn.person_id, term_cohort_in(turn), backend, now=turn.received_at)
    return await show_term(turn, backend)


async def decline(turn: Turn, backend: Backend) -> Reply:
    """A colleague does not take over: whoever asked is told so, and nothing else."""
    await decline_hand_over(term_in(turn), turn.person_id, backend, now=turn.received_at)
    return Reply(card=not_taken_over_card(turn.view), in_place=True)


async def _colleague(email: str, backend: Backend) -> Person:
    found = await find_by_email(email, backend)
    if found is None:
        raise Declined(Why.COLLEAGUE_UNKNOWN)
    return found


async def _drawn(turn: Turn, backend: Backend, current: CurrentTerm) -> dict[str, object]:
    progress = await backend.progress.get(turn.tenant_id, turn.person_id)
    asked = current.term.handing_to
    colleague = await backend.people.get(turn.tenant_id, asked) if asked else None
    return term_card(turn.view, current, progress, successor=colleague.name if colleague else "")
