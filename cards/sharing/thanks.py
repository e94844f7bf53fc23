"""A manager's thanks for a use case, in the channel where it was shared."""

from typing import Any

from cards import blocks
from cards.actions import show
from cards.kit import card
from cards.names import name_in_block, name_in_run
from cards.sharing.digest_sentences import LONGEST_TOOL
from cards.text import line
from cards.translations import texts
from cards.verbs import Verb
from cards.view import View
from passeur.sharing.shares import Share

_LONGEST = 200


def thanks_card(view: View, share: Share, manager_name: str) -> dict[str, Any]:
    """Who thanks whom, and for what: no number."""
    told = texts(view.locale)
    author, manager = name_in_run(told, share.author_name), name_in_run(told, manager_name)
    summary = told.gettext("Thank you, {name}!", name=name_in_block(told, share.author_name))
    body = [
        blocks.heading(summary, large=False),
        blocks.prose(told.gettext("{manager} thanks {name} for this use case.", manager=manager, name=author)),
        blocks.box([blocks.prose(line(share.content.tool, LONGEST_TOOL), bold=True), blocks.prose(_use_case(share))]),
    ]
    ref = str(share.ref)
    actions = [show(told.gettext("See the use case"), Verb.SHOW_SHARE, view.token(Verb.SHOW_SHARE, ref))]
    return card(lang=view.locale, summary=summary, body=body, actions=actions)


def thanks_gone_card(view: View) -> dict[str, Any]:
    """What stays of thanks for a share that its author withdrew."""
    gone = texts(view.locale).gettext("Thanks for a use case that was withdrawn since.")
    return card(lang=view.locale, summary=gone, body=[blocks.paragraph(gone)])


def _use_case(share: Share) -> str:
    return line(share.content.use_case, _LONGEST)
