"""A cohort's terms, for the programme lead alone, in their own chat: statuses, answers to wishes, and the end."""

from bot.handlers.ambassadors.term_subjects import term_cohort_in, term_in, wish_in
from bot.turn import Door, Reply, Turn
from cards.ambassadors.cohort_terms import (
    MOST_ASKED,
    MOST_NAMED,
    close_question_card,
    cohort_closed_card,
    no_cohort_card,
    terms_card,
)
from cards.refusals import sentence
from passeur.ambassadors.close_cohort import close_cohort
from passeur.ambassadors.cohorts import Cohort, CohortState
from passeur.ambassadors.read_terms import CohortTerms, read_terms
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.wish_afterwards import answer_wish
from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.errors import BadToken


async def show_terms(turn: Turn, backend: Backend) -> Reply:
    """The cohort that the card names, else the newest one in office."""
    named = turn.token is not None and turn.signed.subject
    cohort = await _cohort(backend, term_cohort_in(turn)) if named else await _in_office(backend)
    if cohort is None:
        return Reply(card=no_cohort_card(turn.view), in_place=turn.door is not Door.MESSAGE)
    return await _shown(turn, backend, cohort)


async def answer(turn: Turn, backend: Backend) -> Reply:
    """Agree to a wish, or not; the cohort is shown as it stands then."""
    named, wish = term_in(turn), wish_in(turn)
    if turn.signed.version not in (0, 1):
        raise BadToken
    cohort = await _cohort(backend, named.cohort_id)
    try:
        await answer_wish(
            named.person_id, cohort.id, wish, backend, agreed=turn.signed.version == 1, now=turn.received_at
        )
    except Declined as declined:
        return await _shown(turn, backend, cohort, problem=sentence(declined, turn.view.locale))
    return await _shown(turn, backend, cohort)


async def ask_close(turn: Turn, backend: Backend) -> Reply:
    cohort = await _cohort(backend, term_cohort_in(turn))
    return Reply(card=close_question_card(turn.view, await read_terms(cohort, backend)), in_place=True)


async def close(turn: Turn, backend: Backend) -> Reply:
    """Close a cohort; when something is left to decide, say what above the list."""
    cohort = await _cohort(backend, term_cohort_in(turn))
    try:
        await close_cohort(cohort.id, backend, by=turn.person_id, now=turn.received_at)
    except Declined as declined:
        return await _shown(turn, backend, cohort, problem=sentence(declined, turn.view.locale))
    return Reply(card=cohort_closed_card(turn.view, cohort.id), in_place=True)


async def _shown(turn: Turn, backend: Backend, cohort: Cohort, *, problem: str = "") -> Reply:
    told = await read_terms(cohort, backend)
    card = terms_card(turn.view, told, await _names(told, backend), problem=problem)
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def _names(told: CohortTerms, backend: Backend) -> dict[str, str]:
    """The names of those whom the card lists, and of nobody else."""
    charter = backend.organisation.charter
    unsigned = [term for term in told.living if not charter.is_signed_by(term.signature)]
    listed = {term.person_id for term in (*unsigned[: 2 * MOST_NAMED], *told.waiting[:MOST_ASKED])}
    names: dict[str, str] = {}

    async def read(person_id: str) -> None:
        person = await backend.people.get(backend.organisation.tenant_id, person_id)
        names[person_id] = person.name if person else ""

    await all_of(map(read, listed))
    return names


async def _cohort(backend: Backend, cohort_id: str) -> Cohort:
    cohort = await backend.cohorts.get(backend.organisation.tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    return cohort


async def _in_office(backend: Backend) -> Cohort | None:
    cohorts = await backend.cohorts.all(backend.organisation.tenant_id)
    return next((cohort for cohort in cohorts if cohort.state is CohortState.RUNNING), None)
