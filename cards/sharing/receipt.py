"""What takes the place of a form that was sent."""

from typing import Any

from cards import blocks
from cards.actions import show
from cards.kit import card
from cards.text import line
from cards.translations import texts
from cards.verbs import Verb
from cards.view import View
from passeur.sharing.shares import Share


def receipt_card(view: View, share: Share) -> dict[str, Any]:
    """Says that it is done, and leaves the way open to change one's mind."""
    told = texts(view.locale)
    done = told.gettext("It is published, thank you!")
    body = [
        blocks.heading(done, large=False),
        blocks.prose(line(share.content.tool), bold=True),
        blocks.note(told.gettext("You can change or withdraw it here, or from the “…” menu of its card.")),
    ]
    ref, version = str(share.ref), share.version
    actions = [
        show(told.gettext("Edit"), Verb.OPEN_EDIT, view.token(Verb.OPEN_EDIT, ref, version=version)),
        show(told.gettext("Withdraw"), Verb.OPEN_WITHDRAWAL, view.token(Verb.OPEN_WITHDRAWAL, ref, version=version)),
    ]
    if share.parent is not None:
        token = view.token(Verb.SHOW_SHARE, str(share.parent))
        actions.append(show(told.gettext("Back to the original"), Verb.SHOW_SHARE, token))
    return card(lang=view.locale, summary=done, body=body, actions=actions)
