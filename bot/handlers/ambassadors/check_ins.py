"""Check-ins: each ambassador's own, in their own chat."""

from dataclasses import replace

from bot.deadlines import LAST_READ, USE_CASE, within
from bot.handlers.subjects import check_in_in
from bot.turn import Door, Reply, Turn
from cards.ambassadors.check_in import (
    CheckInForm,
    check_in_card,
    check_in_receipt,
    form_of,
    skipped_card,
    snoozed_card,
)
from passeur.ambassadors.answer_check_in import Clicked, skip_check_in, snooze_check_in, submit_check_in
from passeur.ambassadors.check_in_form import Field
from passeur.ambassadors.check_in_periods import CheckInRef
from passeur.ambassadors.read_check_in import open_check_in, open_current
from passeur.ambassadors.refusals import Declined, Why
from passeur.backend import Backend
from passeur.errors import FormRefused, PasseurError, Refusal, StorageUnavailable


async def show_current(turn: Turn, backend: Backend) -> Reply:
    """The check-in to answer now, for whoever asks for it by a word or from another card."""
    opened = await open_current(turn.person_id, backend, now=turn.received_at)
    return Reply(card=check_in_card(turn.view, form_of(opened)), in_place=turn.door is not Door.MESSAGE)


async def open_one(turn: Turn, backend: Backend) -> Reply:
    """One period, to answer or to correct."""
    opened = await open_check_in(check_in_in(turn), turn.person_id, backend, now=turn.received_at)
    return Reply(card=check_in_card(turn.view, form_of(opened)), in_place=turn.door is not Door.MESSAGE)


async def submit(turn: Turn, backend: Backend) -> Reply:
    """Keep what was typed, once, in at most three round trips to storage."""
    clicked = _clicked(turn)
    try:
        async with within(USE_CASE):
            check_in = await submit_check_in(
                clicked,
                turn.inputs,
                terms=backend.terms,
                check_ins=backend.check_ins,
                zone=backend.organisation.sending.zone,
            )
    except (Refusal, StorageUnavailable) as error:
        return await _shown_again(turn, clicked, error, backend)
    return Reply(card=check_in_receipt(turn.view, clicked.ref, check_in), in_place=True)


async def snooze(turn: Turn, backend: Backend) -> Reply:
    """Ask again in two working days; whoever answered meanwhile sees what they said."""
    clicked = _clicked(turn)
    hours = backend.organisation.sending
    try:
        check_in = await snooze_check_in(clicked, terms=backend.terms, check_ins=backend.check_ins, hours=hours)
    except Declined as declined:
        return await _what_was_said(turn, clicked.ref, declined, backend)
    return Reply(card=snoozed_card(turn.view, clicked.ref, check_in), in_place=True)


async def skip(turn: Turn, backend: Backend) -> Reply:
    """Leave the period without a word."""
    clicked = _clicked(turn)
    zone = backend.organisation.sending.zone
    try:
        await skip_check_in(clicked, terms=backend.terms, check_ins=backend.check_ins, zone=zone)
    except Declined as declined:
        return await _what_was_said(turn, clicked.ref, declined, backend)
    return Reply(card=skipped_card(turn.view, clicked.ref), in_place=True)


async def _shown_again(turn: Turn, clicked: Clicked, error: PasseurError, backend: Backend) -> Reply:
    """The form with everything that was typed, and what to do about it."""
    form = CheckInForm(clicked.ref, clicked.version, {name: turn.inputs.get(name, "") for name in Field})
    match error:
        case FormRefused():
            form = replace(form, problems=error.problems)
        case Declined(why=Why.ALREADY_ANSWERED):
            # Sent once more, it takes the place of what another card said: the person has read that there is one.
            form = replace(form, refusal=error, version=await _stored_version(clicked, backend), is_correction=True)
        case _:
            form = replace(form, refusal=error)
    return Reply(card=check_in_card(turn.view, form), in_place=True)


async def _stored_version(clicked: Clicked, backend: Backend) -> int:
    try:
        async with within(LAST_READ):
            stored = await backend.check_ins.get(
                clicked.tenant_id, clicked.ref.cohort_id, clicked.ref.period, clicked.person_id
            )
    except StorageUnavailable:
        return clicked.version
    return stored.version if stored else 0


async def _what_was_said(turn: Turn, ref: CheckInRef, declined: Declined, backend: Backend) -> Reply:
    if declined.why is not Why.ALREADY_ANSWERED:
        raise declined
    stored = await backend.check_ins.get(turn.tenant_id, ref.cohort_id, ref.period, turn.person_id)
    if stored is None:
        raise declined
    return Reply(card=check_in_receipt(turn.view, ref, stored), in_place=True)


def _clicked(turn: Turn) -> Clicked:
    return Clicked(turn.tenant_id, check_in_in(turn), turn.person_id, turn.signed.version, turn.received_at)
