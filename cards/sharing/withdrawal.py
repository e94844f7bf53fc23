"""The question that is asked before a share is erased."""

from typing import Any

from cards import blocks
from cards.actions import show
from cards.kit import card
from cards.text import line
from cards.translations import texts
from cards.verbs import Verb
from cards.view import View
from passeur.sharing.shares import Share


def withdrawal_card(view: View, share: Share) -> dict[str, Any]:
    """Says what is erased, and that it is for good."""
    told = texts(view.locale)
    title = told.gettext("Withdraw this use case?")
    body = [
        blocks.heading(title, large=False),
        blocks.prose(line(share.content.tool), bold=True),
        blocks.paragraph(told.gettext("Its text and your name on it are erased for everybody. This cannot be undone.")),
        blocks.note(told.gettext("Your colleagues’ variations stay: they are theirs.")),
    ]
    ref = str(share.ref)
    actions = [
        show(told.gettext("Withdraw for good"), Verb.WITHDRAW, view.token(Verb.WITHDRAW, ref, version=share.version)),
        show(told.gettext("Cancel"), Verb.SHOW_SHARE, view.token(Verb.SHOW_SHARE, ref)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)
