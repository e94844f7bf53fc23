"""The literacy record, in the private chats of those who answer for it."""

from collections.abc import Awaitable
from dataclasses import replace

from bot.deadlines import USE_CASE, within
from bot.handlers.ambassadors.subjects import id_in, page_in
from bot.handlers.share_form import new_form_id
from bot.rights import holds
from bot.turn import Door, Reply, Turn
from cards.literacy.files import literacy_files_card
from cards.literacy.form import MeasureForm, measure_form_card
from cards.literacy.record import (
    corrected_sentence,
    record_card,
    recorded_sentence,
    withdrawal_card,
    withdrawn_sentence,
)
from cards.refusals import code_of
from passeur.backend import Backend
from passeur.errors import BadToken, FormRefused, StorageUnavailable
from passeur.literacy.measure_form import MeasureField, typed_of
from passeur.literacy.measures import Measure
from passeur.literacy.read_record import read_record
from passeur.literacy.record_measure import correct_measure, record_measure, withdraw_measure
from passeur.literacy.refusals import MeasureChanged, MeasureGone
from passeur.people import Role
from passeur.periods import day_of


async def show_record(turn: Turn, backend: Backend) -> Reply:
    """What is known and the newest measures, or an older page; buttons to change it only for the programme lead."""
    return await _record(turn, backend, page=page_in(turn) if turn.token is not None else 0)


async def give_files(turn: Turn, backend: Backend) -> Reply:  # noqa: ARG001  # every handler has the same shape
    card = literacy_files_card(turn.view, turn.person_id, turn.received_at)
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def show_form(turn: Turn, backend: Backend) -> Reply:
    """An empty form, or that of the measure that the card is about."""
    if not turn.signed.subject:
        today = day_of(turn.received_at, backend.organisation.sending.zone)
        return _form(turn, MeasureForm(new_form_id(), {MeasureField.STARTS: today.isoformat()}))
    measure = await _measure(turn, backend)
    return _form(turn, MeasureForm(typed=typed_of(measure.content), edits=measure.id, version=measure.version))


async def record(turn: Turn, backend: Backend) -> Reply:
    """Write a measure, once; a form that is refused comes back as it was typed."""
    form = MeasureForm(id_in(turn), _typed(turn))
    write = record_measure(form.form_id, turn.person_id, form.typed, backend, now=turn.received_at)
    return await _written(turn, backend, form, write, recorded_sentence(turn.view))


async def correct(turn: Turn, backend: Backend) -> Reply:
    """Correct a measure; whoever corrected it first wins, and the form says so to the other."""
    if turn.signed.version < 1:
        raise BadToken
    form = MeasureForm(typed=_typed(turn), edits=id_in(turn), version=turn.signed.version)
    write = correct_measure(form.edits, form.version, form.typed, backend, now=turn.received_at)
    return await _written(turn, backend, form, write, corrected_sentence(turn.view))


async def ask_withdraw(turn: Turn, backend: Backend) -> Reply:
    card = withdrawal_card(turn.view, await _measure(turn, backend))
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def withdraw(turn: Turn, backend: Backend) -> Reply:
    async with within(USE_CASE):
        await withdraw_measure(id_in(turn), backend, now=turn.received_at)
    return await _record(turn, backend, done=withdrawn_sentence(turn.view))


async def _record(turn: Turn, backend: Backend, *, page: int = 0, done: str = "") -> Reply:
    may_write = await holds(turn, backend, Role.PROGRAMME_LEAD)
    found = await read_record(backend, locale=turn.view.locale)
    card = record_card(turn.view, found, may_write=may_write, page=page, done=done)
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)


async def _measure(turn: Turn, backend: Backend) -> Measure:
    measure = await backend.literacy.get(turn.tenant_id, id_in(turn))
    if measure is None or not measure.stands:
        raise MeasureGone
    return measure


async def _written(turn: Turn, backend: Backend, form: MeasureForm, write: Awaitable[Measure], sentence: str) -> Reply:
    try:
        async with within(USE_CASE):
            await write
    except FormRefused as refused:
        return _form(turn, replace(form, problems=refused.problems))
    except (MeasureChanged, StorageUnavailable) as refused:
        return _form(turn, replace(form, refusal=code_of(refused)))
    return await _record(turn, backend, done=sentence)


def _form(turn: Turn, form: MeasureForm) -> Reply:
    return Reply(card=measure_form_card(turn.view, form), in_place=turn.door is not Door.MESSAGE)


def _typed(turn: Turn) -> dict[str, str]:
    return {name: turn.inputs.get(name, "") for name in MeasureField}
