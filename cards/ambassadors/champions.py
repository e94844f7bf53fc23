"""Whom to ask about AI: champions, and the AI leads of each trade, who agreed to be named."""

from collections.abc import Sequence
from typing import Any

from cards import blocks
from cards.actions import execute, unfold
from cards.kit import Part, card
from cards.names import name_in_block
from cards.text import escaped
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.champions import Champion
from passeur.ambassadors.terms import Ending
from passeur.organisation import name_of

_MOST_NAMED = 60


def champions_card(view: View, champions: Sequence[Champion], reader_id: str) -> dict[str, Any]:
    """Everybody who may be asked, one's own trade's among them; who is named finds here how to be named no more."""
    told = texts(view.locale)
    title = told.gettext("Whom to ask about AI")
    ordered = sorted(champions, key=lambda each: (each.name, each.person_id))
    sections = (
        (told.gettext("AI champions"), [each for each in ordered if each.ending is Ending.CHAMPION]),
        (told.gettext("AI leads of trades"), [each for each in ordered if each.ending is Ending.REFERENT]),
    )
    body = [blocks.heading(title)]
    for name, members in sections:
        if members:
            body.append(blocks.heading(name, large=False))
            body += [blocks.paragraph(_member(view, told, each), spacing="Small") for each in members[:_MOST_NAMED]]
    if not champions:
        body.append(blocks.paragraph(told.gettext("Nobody yet. Ambassadors may become it at the end of their term.")))
    body.append(blocks.note(told.gettext("They were ambassadors and agreed to be named here."), separator=True))
    is_named = any(each.person_id == reader_id for each in champions)
    return card(lang=view.locale, summary=title, body=body, actions=[_step_down(view, told)] if is_named else [])


def _member(view: View, told: Texts, member: Champion) -> str:
    name = name_in_block(told, member.name)
    trade = escaped(name_of(view.organisation.trades, member.trade, view.locale))
    return told.gettext("{name}, {trade}", name=name, trade=trade) if trade else name


def _step_down(view: View, told: Texts) -> Part:
    sure = blocks.paragraph(told.gettext("Your name leaves this list at once. Thank you for what you did."))
    yes = told.gettext("Yes, take my name off")
    button = execute(yes, Verb.STEP_DOWN, view.token(Verb.STEP_DOWN), takes_inputs=False)
    return unfold(told.gettext("Take my name off…"), [sure], [button])
