"""Somebody shared the same thing: what they told, and a form to add a variation without typing anything again."""

from dataclasses import replace
from typing import Any

from cards import blocks
from cards.gains import gain_in_words
from cards.kit import MOST_BYTES, Part, size_of
from cards.names import name_in_run
from cards.sharing.share_form import ShareForm, form_card, send_button
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import day
from cards.view import View
from passeur.sharing.shares import Share
from passeur.sharing.threads import Thread

_LONG, _SHORT = 300, 100


def already_shared_card(view: View, existing: Thread | None, form: ShareForm, *, in_dialog: bool) -> dict[str, Any]:
    """Offers a variation of `existing`, or to change what was typed; None when it is only just being published."""
    buttons = _buttons(view, existing, form, in_dialog=in_dialog)
    whole = form_card(view, form, top=_notice(view, existing, form, _LONG), buttons=buttons)
    if size_of(whole) <= MOST_BYTES - _LONG:
        return whole
    return form_card(view, form, top=_notice(view, existing, form, _SHORT), buttons=buttons)


def _buttons(view: View, existing: Thread | None, form: ShareForm, *, in_dialog: bool) -> list[Part]:
    if form.edits:
        return [send_button(view, form, in_dialog=in_dialog)]
    changed = texts(view.locale).gettext("Publish my changes")
    buttons = [send_button(view, replace(form, parent=""), in_dialog=in_dialog, title=changed)]
    if existing is not None:
        variation = replace(form, parent=str(existing.share.ref))
        buttons.insert(0, send_button(view, variation, in_dialog=in_dialog))
    return buttons


def _notice(view: View, existing: Thread | None, form: ShareForm, longest: int) -> list[Part]:
    told = texts(view.locale)
    title = blocks.heading(told.gettext("This use case was already shared"))
    if existing is None:
        wait = told.gettext("A colleague is publishing the same thing right now. Change your text, or try again later.")
        return [title, blocks.paragraph(wait)]
    what_next = (
        told.gettext("What you typed is below. Change the tool, the use case or the link to tell yours apart.")
        if form.edits
        else told.gettext(
            "What you typed is below. Publish it as a variation, or change the tool, the use case or the link."
        )
    )
    return [title, blocks.box(_essentials(view, told, existing.share, longest)), blocks.paragraph(what_next)]


def _essentials(view: View, told: Texts, share: Share, longest: int) -> list[Part]:
    by = told.gettext(
        "Shared by {name} on {day}",
        name=name_in_run(told, share.author_name),
        day=day(share.published_at, view.organisation.recap.zone, view.locale),
    )
    return [
        blocks.prose(line(share.content.tool), bold=True),
        blocks.prose(by, subtle=True),
        blocks.prose(line(share.content.use_case, longest), spacing="Small"),
        blocks.note(gain_in_words(share.content.gain, view.locale), spacing="Small"),
    ]
