"""Publishing a share, and saving an edit of it."""

from bot.deadlines import USE_CASE, within
from bot.handlers.share_form import show_again, show_form, typed_in
from bot.handlers.share_updates import as_read_from, updates_of
from bot.handlers.subjects import parent_in, share_in
from bot.turn import Door, Reply, Turn
from cards import notices
from cards.sharing.receipt import receipt_card
from cards.sharing.share_card import share_card
from cards.sharing.share_form import GAIN_CONFIRMED, ShareForm, typed_of
from passeur.backend import Backend
from passeur.errors import Refusal, StorageUnavailable
from passeur.sharing.edit_share import Edit, edit_share, own_share
from passeur.sharing.shares import Share
from passeur.sharing.submit_share import Submission, submit_share
from passeur.sharing.threads import Thread


async def submit(turn: Turn, backend: Backend) -> Reply:
    """Publish what was typed; its card reaches the conversation through the outbox."""
    token = turn.signed
    form = ShareForm(form_id=token.subject, typed=typed_in(turn), parent=token.parent)
    submission = Submission(
        form_id=token.subject,
        person_id=turn.person_id,
        person_name=turn.person_name,
        address=turn.address,
        locale=turn.public_view.locale,
        typed=form.typed,
        gain_confirmed=_confirmed(turn),
        parent=parent_in(turn),
    )
    try:
        async with within(USE_CASE):
            share = await submit_share(
                submission,
                organisation=backend.organisation,
                claims=backend.claims,
                shares=backend.shares,
                queue=backend.queue,
                now=turn.received_at,
            )
    except (Refusal, StorageUnavailable) as error:
        return await show_again(turn, form, error, backend)
    if turn.door is Door.COMPOSE_SUBMIT:
        return Reply(notice=notices.shared(turn.view))
    return Reply(card=receipt_card(turn.view, share), in_place=True)


async def open_edit(turn: Turn, backend: Backend) -> Reply:
    """Open the form with what the share says now, for its author."""
    ref = share_in(turn)
    share = await own_share(turn.tenant_id, ref, turn.person_id, shares=backend.shares)
    return show_form(turn, _edit_form(share))


async def submit_edit(turn: Turn, backend: Backend) -> Reply:
    """Save what the author typed, and show it on the card that everybody sees."""
    token = turn.signed
    ref = share_in(turn)
    form = ShareForm(form_id="", typed=typed_in(turn), edits=token.subject, version=token.version)
    edit = Edit(ref, token.version, turn.person_id, form.typed, gain_confirmed=_confirmed(turn))
    try:
        async with within(USE_CASE):
            share = await edit_share(
                edit,
                organisation=backend.organisation,
                claims=backend.claims,
                shares=backend.shares,
                now=turn.received_at,
            )
            thread = await backend.shares.thread(turn.tenant_id, ref) or Thread(share)
            updates = await updates_of(turn, thread, backend)
    except (Refusal, StorageUnavailable) as error:
        return await show_again(turn, form, error, backend)
    card = share_card(turn.view, as_read_from(turn, thread), is_copy=True)
    return Reply(card=card, in_place=True, updates=updates)


def _edit_form(share: Share) -> ShareForm:
    return ShareForm(form_id="", typed=typed_of(share.content), edits=str(share.ref), version=share.version)


def _confirmed(turn: Turn) -> bool:
    return turn.inputs.get(GAIN_CONFIRMED, "").lower() == "true"
