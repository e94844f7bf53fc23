"""The form of a share: opened empty or pre-filled, and shown again with what was typed when it is refused."""

import secrets
from collections.abc import Mapping
from dataclasses import replace

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


def empty_form(person: Person | None) -> ShareForm:
    trade = person.trade if person and person.trade else ""
    return ShareForm(form_id=new_form_id(), typed={Field.TRADE: trade})


async def open_share(turn: Turn, backend: Backend) -> Reply:
    """Open an empty form from a button or from the compose box, with the person's trade chosen when it is known."""
    reply = show_form(turn, empty_form(await backend.people.get(turn.tenant_id, turn.person_id)))
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
    if person and person.trade:
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
            thread = await backend.shares.thread(turn.tenant_id, ShareRef.parse(error.existing))
            card = already_shared_card(turn.view, thread, form, in_dialog=turn.door in _DIALOGS)
            return Reply(card=card, title=form_title(turn.view, form), in_place=turn.door is not Door.MESSAGE)
        case Refusal():
            return show_form(turn, replace(form, refusal=error.code))
        case StorageUnavailable():
            return show_form(turn, replace(form, refusal=STORAGE_UNAVAILABLE))
        case _:
            raise error


def typed_in(turn: Turn) -> Mapping[str, str]:
    """What the person typed in the fields of the form, as it came."""
    return {field: turn.inputs.get(field, "") for field in Field}
