"""Objecting, and taking it back: what it changes, and that it costs nothing."""

from typing import Any

from cards import blocks
from cards.actions import show
from cards.kit import card
from cards.privacy.own_data import own_data_button
from cards.translations import texts
from cards.typography import day
from cards.verbs import Verb
from cards.view import View
from passeur.people import Person


def objection_card(view: View, person: Person) -> dict[str, Any]:
    """What the objection does, and one click to make it or to take it back."""
    told = texts(view.locale)
    title = told.gettext("Your objection") if person.objected_at else told.gettext("Object")
    body = [blocks.heading(title)]
    if person.objected_at:
        on = day(person.objected_at, view.organisation.sending.zone, view.locale)
        body.append(blocks.paragraph(told.gettext("You have objected since {day}.", day=on)))
        change = show(
            told.gettext("Take back my objection"), Verb.TAKE_BACK_OBJECTION, view.token(Verb.TAKE_BACK_OBJECTION)
        )
    else:
        change = show(told.gettext("I object"), Verb.OBJECT, view.token(Verb.OBJECT))
    body += [
        blocks.paragraph(
            told.gettext(
                "What stops: the messages that you did not ask for, and the chats that Passeur opens by itself."
            )
        ),
        blocks.paragraph(
            told.gettext("Nothing looks for you any more: no invitation because of what you share, no spotlight.")
        ),
        blocks.paragraph(
            told.gettext("Managers’ digests neither name you nor count you, whatever you shared or tried.")
        ),
        blocks.paragraph(
            told.gettext(
                "What stays: you can share, try, apply and be chosen like everybody else, and Passeur answers when you "
                "write to it, when something that you asked for is decided, or when a role that you hold needs it. "
                "Your shares still show your name."
            ),
            separator=True,
        ),
        blocks.note(told.gettext("You give no reason, nobody is told, and you can take it back at any time.")),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=[change, own_data_button(view)])
