"""First contact: what this is, what is stored and why, who sees it, and the two things that are asked."""

from collections.abc import Sequence
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.choices import listed
from cards.gains import choice_input
from cards.kit import Part, card
from cards.pauses import messages_button
from cards.text import escaped
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.organisation import name_of
from passeur.people import Person

# The names of the two inputs.
TRADE, SITE = "trade", "site"


def greeting_card(view: View, person: Person | None) -> dict[str, Any]:
    """Three lines, then trade and site; both can be left for later."""
    return _drawn(view, person, texts(view.locale).gettext("Welcome to Passeur"), [])


def profile_card(view: View, person: Person) -> dict[str, Any]:
    """The same for somebody who asks for it again."""
    return _drawn(view, person, texts(view.locale).gettext("Your profile"), [messages_button(view)])


def _drawn(view: View, person: Person | None, title: str, more: Sequence[Part]) -> dict[str, Any]:
    told = texts(view.locale)
    questions = _questions(view, told, person)
    actions: list[Part] = []
    if questions:
        actions.append(execute(told.gettext("Save"), Verb.SAVE_PROFILE, view.token(Verb.SAVE_PROFILE)))
        if person is None or not (person.trade or person.site):
            later = execute(told.gettext("Later"), Verb.SKIP_PROFILE, view.token(Verb.SKIP_PROFILE), takes_inputs=False)
            actions.append(later)
    actions += [share_button(view), *more]
    body = [blocks.heading(title), *_promises(told), *questions]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def profile_saved_card(view: View, person: Person) -> dict[str, Any]:
    """Says what was kept, and what to do next."""
    told = texts(view.locale)
    title = told.gettext("Thank you, it is noted")
    trade = escaped(name_of(view.organisation.trades, person.trade, view.locale))
    site = escaped(name_of(view.organisation.sites, person.site, view.locale))
    lines = []
    if trade:
        lines.append(told.gettext("Trade: {trade}", trade=trade))
    if site:
        lines.append(told.gettext("Site: {site}", site=site))
    if not lines:
        lines.append(told.gettext("You can still say your trade each time you share."))
    return card(
        lang=view.locale,
        summary=title,
        body=[blocks.heading(title, large=False), *(blocks.paragraph(each, spacing="Small") for each in lines)],
        actions=[share_button(view)],
    )


def share_button(view: View) -> Part:
    told = texts(view.locale)
    return show(told.gettext("Share a use case"), Verb.OPEN_SHARE, view.token(Verb.OPEN_SHARE))


def _promises(told: Texts) -> list[Part]:
    return [
        blocks.paragraph(
            told.gettext("Tell your colleagues in under a minute what AI did for you, and try what works for them.")
        ),
        blocks.paragraph(
            told.gettext(
                "What is stored: your name, your trade, your site, your e-mail and your manager if your organisation "
                "gives them, what you share, try, report or keep for a meeting, the messages that you pause or "
                "decline, and this conversation. It serves to publish your shares, to choose the best of the week and "
                "to write to you."
            )
        ),
        blocks.paragraph(
            told.gettext(
                "Who sees it: your shares show where you publish them, in the selection of the week and in the digests "
                "for managers. Your tries only count as numbers, without your name. Nobody is ranked or watched."
            )
        ),
    ]


def _questions(view: View, told: Texts, person: Person | None) -> list[Part]:
    asked = (
        (TRADE, told.gettext("Your trade"), told.gettext("Choose your trade"), view.organisation.trades),
        (SITE, told.gettext("Your site"), told.gettext("Choose your site"), view.organisation.sites),
    )
    chosen = {TRADE: person.trade, SITE: person.site} if person else {}
    return [
        choice_input(
            name,
            label,
            listed(choices, view.locale),
            chosen.get(name),
            placeholder=placeholder,
        )
        for name, label, placeholder, choices in asked
        if choices
    ]
