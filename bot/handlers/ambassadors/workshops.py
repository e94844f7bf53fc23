"""Workshops: recorded, corrected and withdrawn by whoever ran them, in their own chat."""

from dataclasses import replace
from datetime import date

from bot.deadlines import USE_CASE, within
from bot.handlers.ambassadors.subjects import code_in, id_in
from bot.handlers.share_form import new_form_id
from bot.turn import Door, Reply, Turn
from cards import notices
from cards.ambassadors.calendar_link import calendar_card
from cards.ambassadors.feedback import posted
from cards.ambassadors.workshop_form import WorkshopForm
from cards.ambassadors.workshops import ToldWorkshop, edit_card, withdrawn_card, workshop_card, workshops_card
from cards.refusals import code_of
from passeur.ambassadors.current_term import current_term
from passeur.ambassadors.edit_workshop import edit_workshop, own_workshop, withdraw_workshop
from passeur.ambassadors.give_feedback import hear_feedback, workshop_of
from passeur.ambassadors.post_feedback_card import only_channel, post_feedback_card
from passeur.ambassadors.record_workshop import record_workshop
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.workshop_form import WorkshopField, typed_of
from passeur.ambassadors.workshops import Workshop
from passeur.backend import Backend
from passeur.errors import FormRefused, Outdated, PasseurError, StorageUnavailable
from passeur.periods import Week, day_of

_WEEKS_LISTED = 53


async def show_workshops(turn: Turn, backend: Backend) -> Reply:
    """What the ambassador recorded in the last year, below the form while they are in office."""
    current = await current_term(turn.person_id, backend)
    today = _today(turn, backend)
    since = Week.of_day(today).plus(-_WEEKS_LISTED)
    hosted = await backend.workshops.hosted_by(turn.tenant_id, turn.person_id, since)
    is_in_office = current is not None and current.term.is_in_office
    if not is_in_office and not hosted:
        raise Declined(Why.NOT_AN_AMBASSADOR)
    typed = {WorkshopField.DAY.value: today.isoformat()}
    form = WorkshopForm(form_id=new_form_id(), typed=typed) if is_in_office else None
    return Reply(card=workshops_card(turn.view, hosted, form, today), in_place=turn.door is not Door.MESSAGE)


async def show_workshop(turn: Turn, backend: Backend) -> Reply:
    """One workshop of one's own, with what those who came say of it."""
    return await shown(turn, backend, await own_workshop(id_in(turn), turn.person_id, backend))


async def record(turn: Turn, backend: Backend) -> Reply:
    """Record what was typed, once."""
    form = WorkshopForm(form_id=id_in(turn), typed=_typed(turn))
    try:
        async with within(USE_CASE):
            workshop = await record_workshop(form.form_id, turn.person_id, form.typed, backend, now=turn.received_at)
    except (FormRefused, StorageUnavailable) as error:
        return _again(turn, form, error)
    # The second click on a form may come after the workshop that it made was withdrawn.
    if workshop.withdrawn:
        return Reply(card=withdrawn_card(turn.view), in_place=True)
    return await shown(turn, backend, workshop, is_new=True)


async def open_edit(turn: Turn, backend: Backend) -> Reply:
    """The form with what the workshop says now."""
    workshop = await own_workshop(id_in(turn), turn.person_id, backend)
    form = WorkshopForm(typed=typed_of(workshop), edits=workshop.id, version=workshop.version)
    return Reply(card=edit_card(turn.view, form), in_place=turn.door is not Door.MESSAGE)


async def edit(turn: Turn, backend: Backend) -> Reply:
    """Save what was corrected, from the version that was shown."""
    form = WorkshopForm(typed=_typed(turn), edits=id_in(turn), version=turn.signed.version)
    try:
        async with within(USE_CASE):
            workshop = await edit_workshop(
                form.edits, form.version, turn.person_id, form.typed, backend, now=turn.received_at
            )
    except (FormRefused, Outdated, StorageUnavailable) as error:
        return _again(turn, form, error)
    return await shown(turn, backend, workshop)


async def withdraw(turn: Turn, backend: Backend) -> Reply:
    await withdraw_workshop(id_in(turn), turn.person_id, backend)
    return Reply(card=withdrawn_card(turn.view), in_place=True)


async def post(turn: Turn, backend: Backend) -> Reply:
    """Ask those who came, in the channel, by one click."""
    workshop = await own_workshop(id_in(turn), turn.person_id, backend)
    if not workshop.takes_feedback(_today(turn, backend)):
        raise Declined(Why.FEEDBACK_CLOSED)
    is_first = await post_feedback_card(workshop, backend, now=turn.received_at)
    return Reply(notice=posted(turn.view, is_first=is_first))


async def give_calendar(turn: Turn, backend: Backend) -> Reply:
    """A link that is good for an hour, to whoever has the code."""
    workshop = await workshop_of(code_in(turn), backend)
    card = calendar_card(turn.view, workshop, turn.person_id, turn.received_at)
    return Reply(card=card, notice=notices.files_below(turn.view))


async def shown(turn: Turn, backend: Backend, workshop: Workshop, *, is_new: bool = False) -> Reply:
    """A workshop to its host, who was checked."""
    told = ToldWorkshop(
        workshop,
        await hear_feedback(workshop, backend),
        can_post=await only_channel(backend) is not None,
        today=_today(turn, backend),
    )
    return Reply(card=workshop_card(turn.view, told, is_new=is_new), in_place=turn.door is not Door.MESSAGE)


def _again(turn: Turn, form: WorkshopForm, error: PasseurError) -> Reply:
    problems = error.problems if isinstance(error, FormRefused) else {}
    refused = replace(form, problems=problems, refusal="" if problems else code_of(error))
    return Reply(card=edit_card(turn.view, refused), in_place=True)


def _typed(turn: Turn) -> dict[str, str]:
    return {name: turn.inputs.get(name, "") for name in WorkshopField}


def _today(turn: Turn, backend: Backend) -> date:
    return day_of(turn.received_at, backend.organisation.sending.zone)
