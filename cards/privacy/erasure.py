"""Erasing oneself: what goes, what stays and why, before a click that cannot be undone; then that it is done."""

from typing import Any

from cards import blocks
from cards.actions import execute
from cards.kit import InputChoiceSet, Part, card, make
from cards.privacy.own_data import own_data_button
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.privacy.erasures import TheirShares

SHARES = "shares"


def ask_erasure_card(view: View, *, leads: bool, in_office: bool) -> dict[str, Any]:
    """The question, to somebody who `leads` the programme or is `in_office` as an ambassador: that ends too."""
    told = texts(view.locale)
    title = told.gettext("Erase your data?")
    body = [
        blocks.heading(title),
        blocks.problem(told.gettext("This cannot be undone.")),
        *_part(told.gettext("What goes"), _goes(told)),
        *([blocks.paragraph(_ends(told, leads=leads))] if leads or in_office else []),
        *_part(told.gettext("What stays, without you"), _stays(told)),
        make(
            InputChoiceSet,
            id=SHARES,
            label=told.gettext("Your shares"),
            value=TheirShares.STAY.value,
            style="expanded",
            wrap=True,
            choices=[
                {"title": title, "value": choice.value}
                for choice, title in (
                    (TheirShares.STAY, told.gettext("They stay, signed “a colleague”: others built on them")),
                    (TheirShares.WITHDRAWN, told.gettext("Withdraw them all, with what is counted of them")),
                )
            ],
        ),
        *_part(told.gettext("Good to know"), _limits(told)),
    ]
    actions = [
        execute(told.gettext("Erase for good"), Verb.ERASE, view.token(Verb.ERASE)),
        own_data_button(view),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def erasing_card(view: View) -> dict[str, Any]:
    """It was asked, and goes on by itself."""
    told = texts(view.locale)
    title = told.gettext("Your data is being erased")
    body = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "It takes about a quarter of an hour. You have nothing to do: if it is interrupted, it goes on by "
                "itself. One last message tells you when it is done."
            )
        ),
        blocks.note(told.gettext("Whatever you write to me meanwhile is erased too.")),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=[])


def erased_card(view: View) -> dict[str, Any]:
    """The last word, before the chat itself is forgotten."""
    told = texts(view.locale)
    title = told.gettext("Your data is erased")
    body = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "Nothing that is stored leads to you any more. This chat is forgotten as well: I will not write to you."
            )
        ),
        blocks.paragraph(
            told.gettext(
                "One exception, if you read about other people in a role that you held: the access log keeps your "
                "identifier, without your name, for a year after each access."
            )
        ),
        blocks.paragraph(
            told.gettext("Should you write to me one day, we start anew, as if we had never met. You are welcome.")
        ),
        blocks.note(
            told.gettext(
                "So that no directory brings you back, one keyed fingerprint stays, from which nobody can read who you "
                "are. Backups from before today disappear at the end of their time."
            ),
            separator=True,
        ),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=[])


def report_erased_card(view: View) -> dict[str, Any]:
    """What stays in a programme lead's chat of a report whose author asked to be erased."""
    gone = texts(view.locale).gettext(
        "This report is no longer kept: whoever wrote it asked for their data to be erased."
    )
    return card(lang=view.locale, summary=gone, body=[blocks.paragraph(gone)])


def _part(title: str, items: list[str]) -> list[Part]:
    return [blocks.label(title), *(blocks.paragraph(item, spacing="Small") for item in items)]


def _goes(told: Texts) -> list[str]:
    return [
        told.gettext(
            "Your name, e-mail, trade, site, language, the address of this chat, your settings, roles and team; what "
            "you keep for a meeting."
        ),
        told.gettext(
            "Your candidacies with what was said of them, your badges, the words of your check-ins and workshops, what "
            "you reported to the programme leads."
        ),
        told.gettext("Messages that are still owed to you. Your full name in other people’s words becomes […]."),
    ]


def _ends(told: Texts, *, leads: bool) -> str:
    if leads:
        return told.gettext("You lead the programme: that ends at once. Please make sure that somebody else leads it.")
    return told.gettext("Your term as an ambassador ends at once.")


def _stays(told: Texts) -> list[str]:
    return [
        told.gettext(
            "The totals: a try, a workshop or an opinion still counts as one, under a random pseudonym that nobody can "
            "follow back. Without it, what others were told would become wrong."
        ),
        told.gettext(
            "What others wrote or did is theirs: a variation of one of your shares, the place that they hold."
        ),
        told.gettext(
            "One exception, if you read about other people in a role that you held: the access log keeps your "
            "identifier, without your name, for a year after each access, so that nobody can erase the trace of what "
            "they read. “my data” shows it to you."
        ),
    ]


def _limits(told: Texts) -> list[str]:
    return [
        told.gettext(
            "The directory does not bring you back: an import leaves you out, until you write to me yourself. You then "
            "start as somebody new."
        ),
        told.gettext(
            "I draw my cards in the channels anew without your name, as far as Teams lets me; what you wrote in Teams "
            "yourself is not mine. A message in a queue may bear your id for seven days, and does nothing."
        ),
        told.gettext(
            "Backups still hold it for 37 days, unless your organisation chose otherwise; whatever is restored from "
            "one is erased again."
        ),
    ]
