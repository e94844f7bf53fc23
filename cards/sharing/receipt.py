"""What takes the place of a form that was sent."""

from typing import Any

from cards import blocks
from cards.actions import open_dialog
from cards.kit import card
from cards.text import line
from cards.translations import texts
from cards.verbs import Verb
from cards.view import View
from passeur.sharing.shares import Share


def receipt_card(view: View, share: Share, *, edited: bool = False) -> dict[str, Any]:
    """Says that it is done, and where it shows."""
    told = texts(view.locale)
    if edited:
        done = told.gettext("Your changes are saved.")
        next_step = told.gettext("The published card shows them.")
    else:
        done = told.gettext("It is published, thank you!")
        next_step = told.gettext("You can change or withdraw it here, or from the “…” menu of its card.")
    body = [
        blocks.heading(done, large=False),
        blocks.prose(line(share.content.tool), bold=True),
        blocks.note(next_step),
    ]
    ref, version = str(share.ref), share.version
    actions = [
        open_dialog(told.gettext("Edit"), view.token(Verb.OPEN_EDIT, ref, version=version)),
        open_dialog(told.gettext("Withdraw"), view.token(Verb.OPEN_WITHDRAWAL, ref, version=version)),
    ]
    return card(lang=view.locale, summary=done, body=body, actions=actions)
