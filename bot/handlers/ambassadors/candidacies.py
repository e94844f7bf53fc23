"""Becoming a candidate: each person for themselves, in their own chat."""

from collections.abc import Mapping

from bot.deadlines import USE_CASE, within
from bot.handlers.ambassadors.subjects import cohort_in, way_in
from bot.turn import Reply, Turn
from cards import notices
from cards.ambassadors.application import (
    ApplicationForm,
    application_card,
    applied_card,
    typed_by,
    withdrawal_question_card,
    withdrawn_card,
)
from cards.ambassadors.nomination import declined_card
from passeur.ambassadors.application_form import ApplicationField, read_application
from passeur.ambassadors.apply import apply_for_call, is_in_office_then, open_cohort
from passeur.ambassadors.candidates import CandidateState, Way
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.withdraw_candidacy import withdraw_candidacy
from passeur.backend import Backend
from passeur.errors import Refusal, StorageUnavailable


async def show_form(turn: Turn, backend: Backend) -> Reply:
    """The form, filled with what is known: what they said before, or their trade and site."""
    cohort_id, way = cohort_in(turn), way_in(turn)
    cohort = await open_cohort(cohort_id, backend, now=turn.received_at)
    if await is_in_office_then(turn.person_id, cohort, backend):
        raise Declined(Why.ALREADY_AMBASSADOR)
    candidacy = await backend.candidates.get(turn.tenant_id, cohort_id, turn.person_id)
    if candidacy and candidacy.state not in (CandidateState.APPLIED, CandidateState.WITHDRAWN):
        raise Declined(Why.ALREADY_DECIDED)
    person = await backend.people.get(turn.tenant_id, turn.person_id)
    card = application_card(turn.view, ApplicationForm(cohort_id, way, typed_by(person, candidacy)))
    if way is Way.VOLUNTEERED:
        return Reply(card=card, in_place=True)
    # The question stays: it may still be answered with a no.
    return Reply(card=card, notice=notices.form_below(turn.view))


async def apply(turn: Turn, backend: Backend) -> Reply:
    """Make the person a candidate; what is refused comes back as it was typed."""
    cohort_id, way, typed = cohort_in(turn), way_in(turn), _typed(turn)
    try:
        async with within(USE_CASE):
            application = read_application(typed, backend.organisation)
            await apply_for_call(cohort_id, turn.person_id, way, application, backend, now=turn.received_at)
            cohort = await backend.cohorts.get(turn.tenant_id, cohort_id)
    except (Refusal, StorageUnavailable) as refused:
        card = application_card(turn.view, ApplicationForm(cohort_id, way, typed, refused))
        return Reply(card=card, in_place=True)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    return Reply(card=applied_card(turn.view, cohort), in_place=True)


async def ask_withdraw(turn: Turn, backend: Backend) -> Reply:
    cohort_id = cohort_in(turn)
    candidacy = await backend.candidates.get(turn.tenant_id, cohort_id, turn.person_id)
    if candidacy is None or candidacy.state is CandidateState.WITHDRAWN:
        raise Declined(Why.NOT_A_CANDIDATE)
    return Reply(card=withdrawal_question_card(turn.view, cohort_id), in_place=True)


async def withdraw(turn: Turn, backend: Backend) -> Reply:
    """Take back the candidacy of whoever clicks: nobody else's can be named."""
    await withdraw_candidacy(cohort_in(turn), turn.person_id, backend, now=turn.received_at)
    return Reply(card=withdrawn_card(turn.view), in_place=True)


async def decline(turn: Turn, backend: Backend) -> Reply:  # noqa: ARG001  # a no is kept nowhere
    """Answer a nomination or an invitation with a no."""
    cohort_in(turn)
    return Reply(card=declined_card(turn.view), in_place=True)


def _typed(turn: Turn) -> Mapping[str, str]:
    return {field.value: turn.inputs.get(field, "") for field in ApplicationField}
