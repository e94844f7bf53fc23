"""The question that is asked before a share is erased."""

from typing import Any

from cards import blocks
from cards.actions import submit
from cards.kit import card
from cards.text import escaped
from cards.translations import texts
from cards.verbs import Verb
from cards.view import View
from passeur.sharing.shares import Share


def withdrawal_title(view: View) -> str:
    """What the dialog that asks is called."""
    return texts(view.locale).gettext("Withdraw this use case?")


def withdrawal_card(view: View, share: Share) -> dict[str, Any]:
    """Says what is erased, and that it is for good."""
    told = texts(view.locale)
    title = withdrawal_title(view)
    body = [
        blocks.heading(escaped(share.content.tool), large=False),
        blocks.paragraph(told.gettext("Its text and your name on it are erased for everybody. This cannot be undone.")),
        blocks.note(told.gettext("Your colleagues’ variations stay: they are theirs.")),
    ]
    token = view.token(Verb.WITHDRAW, str(share.ref), version=share.version)
    return card(lang=view.locale, summary=title, body=body, actions=[submit(told.gettext("Withdraw for good"), token)])
