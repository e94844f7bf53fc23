"""Candidates and their reviews: for the programme lead and the steering committee, each in their own chat."""

from collections.abc import Mapping

from bot.deadlines import USE_CASE, within
from bot.handlers.ambassadors.subjects import candidate_in, cohort_in, page_in
from bot.turn import Door, Reply, Turn
from cards.ambassadors.candidates import candidates_card
from cards.ambassadors.review import ReviewForm, review_card, typed_in_review
from passeur.ambassadors.review_candidate import review_candidate, reviewable
from passeur.ambassadors.review_form import FIELDS
from passeur.ambassadors.see_candidates import see_candidates
from passeur.backend import Backend
from passeur.errors import FormRefused, StorageUnavailable


async def show_candidates(turn: Turn, backend: Backend) -> Reply:
    """One page of candidates."""
    return await _list(turn, backend)


async def show_review(turn: Turn, backend: Backend) -> Reply:
    """A candidacy, with what this reviewer said of it before."""
    person_id = candidate_in(turn)
    _, candidate = await reviewable(cohort_in(turn), person_id, turn.person_id, backend)
    reviews = await backend.candidates.reviews_of(turn.tenant_id, candidate.cohort_id, person_id)
    mine = next((each for each in reviews if each.reviewer_id == turn.person_id), None)
    form = ReviewForm(candidate, await _name(person_id, turn, backend), typed_in_review(mine), page_in(turn))
    return Reply(card=review_card(turn.view, form), in_place=True)


async def submit_review(turn: Turn, backend: Backend) -> Reply:
    """Keep what the reviewer found; what is refused comes back as it was typed."""
    cohort_id, person_id, typed = cohort_in(turn), candidate_in(turn), _typed(turn)
    try:
        async with within(USE_CASE):
            await review_candidate(cohort_id, person_id, turn.person_id, typed, backend, now=turn.received_at)
    except (FormRefused, StorageUnavailable) as refused:
        _, candidate = await reviewable(cohort_id, person_id, turn.person_id, backend)
        name = await _name(person_id, turn, backend)
        card = review_card(turn.view, ReviewForm(candidate, name, typed, page_in(turn), refused))
        return Reply(card=card, in_place=True)
    return await _list(turn, backend)


async def _list(turn: Turn, backend: Backend) -> Reply:
    page = await see_candidates(cohort_in(turn), turn.person_id, page_in(turn), backend)
    return Reply(card=candidates_card(turn.view, page), in_place=turn.door is not Door.MESSAGE)


async def _name(person_id: str, turn: Turn, backend: Backend) -> str:
    person = await backend.people.get(turn.tenant_id, person_id)
    return person.name if person else ""


def _typed(turn: Turn) -> Mapping[str, str]:
    return {field: turn.inputs.get(field, "") for field in FIELDS}
