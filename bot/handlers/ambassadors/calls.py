"""The call for ambassadors: opened, extended and closed by the programme lead, in their own chat."""

from collections.abc import Mapping

from bot.deadlines import USE_CASE, within
from bot.handlers.ambassadors.home import show_home
from bot.handlers.ambassadors.subjects import cohort_in
from bot.turn import Reply, Turn
from cards.ambassadors.call import CallForm, call_form_card, close_question_card, extension_card
from passeur.ambassadors.call_form import CallField, read_call_form
from passeur.ambassadors.close_call import close_call
from passeur.ambassadors.cohorts import Cohort, next_cohort_id
from passeur.ambassadors.extend_call import extend_call
from passeur.ambassadors.open_call import open_call
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend
from passeur.errors import Refusal, StorageUnavailable
from passeur.periods import day_of


async def show_call_form(turn: Turn, backend: Backend) -> Reply:
    """An empty form, which opens one cohort however often it is sent."""
    cohorts = await backend.cohorts.all(turn.tenant_id)
    if any(each.has_a_call_under_way for each in cohorts):
        raise Declined(Why.CALL_ALREADY_OPEN)
    today = day_of(turn.received_at, backend.organisation.sending.zone)
    return _shown(call_form_card(turn.view, CallForm(next_cohort_id(cohorts, today))))


async def submit_call(turn: Turn, backend: Backend) -> Reply:
    """Open the call and tell it; what is refused comes back as it was typed."""
    cohort_id, typed = cohort_in(turn), _typed(turn)
    try:
        async with within(USE_CASE):
            content = read_call_form(typed, backend.organisation, turn.received_at)
            await open_call(cohort_id, content, backend, by=turn.person_id, now=turn.received_at)
    except (Refusal, StorageUnavailable) as refused:
        return _shown(call_form_card(turn.view, CallForm(cohort_id, typed, refused)))
    return await show_home(turn, backend)


async def show_extension(turn: Turn, backend: Backend) -> Reply:
    cohort = await _cohort(turn, backend)
    return _shown(extension_card(turn.view, cohort, CallForm(cohort.id)))


async def submit_extension(turn: Turn, backend: Backend) -> Reply:
    """Take candidates until a later day."""
    cohort, typed = await _cohort(turn, backend), _typed(turn)
    try:
        async with within(USE_CASE):
            await extend_call(cohort.id, typed, backend, now=turn.received_at)
    except (Refusal, StorageUnavailable) as refused:
        return _shown(extension_card(turn.view, cohort, CallForm(cohort.id, typed, refused)))
    return await show_home(turn, backend)


async def ask_close(turn: Turn, backend: Backend) -> Reply:
    return _shown(close_question_card(turn.view, await _cohort(turn, backend)))


async def close(turn: Turn, backend: Backend) -> Reply:
    """Take no more candidates."""
    await close_call(cohort_in(turn), backend, now=turn.received_at)
    return await show_home(turn, backend)


async def _cohort(turn: Turn, backend: Backend) -> Cohort:
    cohort = await backend.cohorts.get(turn.tenant_id, cohort_in(turn))
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    # What the cohort's state does not allow is said before a form is filled in.
    cohort.extended(cohort.call.deadline)
    return cohort


def _typed(turn: Turn) -> Mapping[str, str]:
    return {field.value: turn.inputs.get(field, "") for field in CallField}


def _shown(card: dict[str, object]) -> Reply:
    return Reply(card=card, in_place=True)
