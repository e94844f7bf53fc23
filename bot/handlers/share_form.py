"""The form of a share: opened empty or pre-filled, and shown again with what was typed when it is refused."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace

from bot.deadlines import LAST_READ, USE_CASE, within
from bot.handlers.share_updates import as_read_from
from bot.handlers.subjects import share_in
from bot.turn import Door, Reply, Turn
from cards import notices
from cards.refusals import STORAGE_UNAVAILABLE
from cards.sharing.already_shared import already_shared_card
from cards.sharing.share_form import ShareForm, form_title, share_form, typed_of
from passeur.backend import Backend
from passeur.errors import (
    AlreadyShared,
    FormRefused,
    FormUsed,
    GainQuestioned,
    PasseurError,
    Refusal,
    ShareGone,
    StorageUnavailable,
)
from passeur.people import Person
from passeur.sharing.share_form import Field
from passeur.sharing.shares import ShareRef

log = logging.getLogger(__name__)

_DIALOGS = (Door.COMPOSE_OPEN, Door.COMPOSE_SUBMIT)


def new_form_id() -> str:
    return secrets.token_hex(16)


def show_form(turn: Turn, form: ShareForm) -> Reply:
    """The form, in a dialog or in the conversation according to where the person is."""
    in_dialog = turn.door in _DIALOGS
    return Reply(
        card=share_form(turn.view, form, in_dialog=in_dialog),
        title=form_title(turn.view, form),
        in_place=turn.door is not Door.MESSAGE,
    )


def empty_form(turn: Turn, person: Person | None) -> ShareForm:
    """A form with the person's trade chosen, unless others see it: it is theirs to say."""
    trade = person.trade if person and _is_seen_by_one(turn) else None
    return ShareForm(form_id=new_form_id(), typed={Field.TRADE: trade or ""})


async def open_share(turn: Turn, backend: Backend) -> Reply:
    """Open an empty form from a button or from the compose box, with the person's trade chosen when it is known."""
    reply = show_form(turn, empty_form(turn, await _known(turn, backend)))
    # The card that was clicked has more to say: the form comes after it, not in its place.
    return replace(reply, in_place=False, notice=notices.form_below(turn.view))


async def open_variation(turn: Turn, backend: Backend) -> Reply:
    """Open the form filled with the share that it varies."""
    ref = share_in(turn)
    parent = await backend.shares.get(turn.tenant_id, ref)
    if parent is None or parent.withdrawn:
        raise ShareGone
    person = await backend.people.get(turn.tenant_id, turn.person_id)
    typed = typed_of(parent.content)
    # An old client shows its form to everybody: nothing of one person is said there.
    if person and person.trade and (turn.is_private or turn.door is Door.CARD):
        typed[Field.TRADE] = person.trade
    return show_form(turn, ShareForm(form_id=new_form_id(), typed=typed, parent=str(ref)))


async def show_again(turn: Turn, form: ShareForm, error: PasseurError, backend: Backend) -> Reply:
    """The same form with everything that was typed, and what to do about it."""
    match error:
        case FormRefused():
            return show_form(turn, replace(form, problems=error.problems))
        case GainQuestioned():
            return show_form(turn, replace(form, questioned=True))
        case FormUsed():
            return show_form(turn, replace(form, form_id=new_form_id(), refusal=error.code))
        case AlreadyShared():
            return await _show_existing(turn, form, ShareRef.parse(error.existing), backend)
        case Refusal():
            return show_form(turn, replace(form, refusal=error.code))
        case StorageUnavailable():
            return show_form(turn, replace(form, refusal=STORAGE_UNAVAILABLE))
        case _:
            raise error


def renew_form(turn: Turn, why: Refusal) -> Reply:
    """A new form with everything that was typed in one whose button is worth nothing, or came too soon."""
    return show_form(turn, ShareForm(form_id=new_form_id(), typed=typed_in(turn), refusal=why.code))


def typed_in(turn: Turn) -> Mapping[str, str]:
    """What the person typed in the fields of the form, as it came."""
    return {field: turn.inputs.get(field, "") for field in Field}


async def _show_existing(turn: Turn, form: ShareForm, ref: ShareRef, backend: Backend) -> Reply:
    try:
        async with within(LAST_READ):
            thread = await backend.shares.thread(turn.tenant_id, ref)
    except StorageUnavailable:
        log.exception("the share that was there first could not be read")
        return show_form(turn, replace(form, refusal=STORAGE_UNAVAILABLE))
    if thread is not None:
        thread = as_read_from(turn, thread)
    card = already_shared_card(turn.view, thread, form, in_dialog=turn.door in _DIALOGS)
    return Reply(card=card, title=form_title(turn.view, form), in_place=turn.door is not Door.MESSAGE)


async def _known(turn: Turn, backend: Backend) -> Person | None:
    """What may be put in a form of the person, which opens all the same when it cannot be read."""
    if not _is_seen_by_one(turn):
        return None
    try:
        async with within(USE_CASE):
            return await backend.people.get(turn.tenant_id, turn.person_id)
    except StorageUnavailable:
        log.exception("a form was opened without what is known of the person")
        return None


def _is_seen_by_one(turn: Turn) -> bool:
    return turn.is_private or turn.door in _DIALOGS
