"""Handing over: the question to a colleague, what they answered, and what became of a wish."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.dates import calendar_day
from cards.ambassadors.term_words import answer_in_words, place_of, trade_name, wish_in_words
from cards.kit import InputText, Part, card, make
from cards.names import name_in_block
from cards.text import typed
from cards.translations import texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.hand_over import HandOver
from passeur.ambassadors.terms import Term

# The name of the one input.
COLLEAGUE = "colleague"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class HandOverForm:
    """What was typed, and what is wrong with it."""

    cohort_id: str
    colleague: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


def hand_over_form(view: View, form: HandOverForm) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("Hand over to a colleague")
    label = told.gettext("Their work e-mail address")
    asked = make(
        InputText,
        id=COLLEAGUE,
        label=label,
        value=typed(form.colleague)[:_LONGEST] or None,
        placeholder="prenom.nom@entreprise.fr" if view.locale == "fr" else "first.last@company.com",
        maxLength=_LONGEST,
        isRequired=True,
        errorMessage=told.gettext("This field is needed."),
    )
    body: list[Part] = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "Speak to them first. Passeur then asks them in private, and nobody else hears of it. If they say yes, "
                "they sign the charter and your term ends, with our thanks. Until then, nothing changes."
            )
        ),
        asked,
        *(blocks.problem(problem) for problem in form.problems.values()),
    ]
    actions = [
        execute(told.gettext("Ask them"), Verb.HAND_OVER, view.token(Verb.HAND_OVER, form.cohort_id)),
        show(told.gettext("Not now"), Verb.SHOW_TERM, view.token(Verb.SHOW_TERM)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def asked_to_take_over_card(view: View, asked: HandOver, cohort: Cohort, term: Term, name: str) -> dict[str, Any]:
    """The question, to the colleague alone."""
    told = texts(view.locale)
    by = name_in_block(told, name)
    title = told.gettext("Would you take over?")
    body = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "{name} is an AI ambassador and would like to hand over to you, until {day}. Ambassadors help their "
                "colleagues with what works, a few hours a month.",
                name=by,
                day=calendar_day(view, cohort.ends_on),
            )
        ),
        *([blocks.note(place, spacing="Small")] if (place := place_of(view, term)) else []),
        blocks.paragraph(
            told.gettext("Read the charter first: signing it is saying yes. You are free to say no, without a reason.")
        ),
    ]
    read = show(told.gettext("Read the charter"), Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER, parent=str(asked)))
    no = told.gettext("No, thank you")
    decline = show(no, Verb.DECLINE_HAND_OVER, view.token(Verb.DECLINE_HAND_OVER, str(asked)))
    return card(lang=view.locale, summary=title, body=body, actions=[read, decline])


def not_taken_over_card(view: View) -> dict[str, Any]:
    """What the colleague sees after they said no."""
    told = texts(view.locale)
    title = told.gettext("It is noted, thank you for answering")
    what = told.gettext("Your colleague is told that it will not be you, and nothing else.")
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)])


def hand_over_answer_card(view: View, term: Term, name: str) -> dict[str, Any]:
    """The answer, to the ambassador who asked; `name` is the colleague's when they said yes."""
    told = texts(view.locale)
    if term.successor_id is not None:
        title = told.gettext("Your successor is ready")
        by = name_in_block(told, name)
        what = told.gettext(
            "{name} has signed the charter and takes over from you. Your term ends here: thank you for everything that "
            "you passed on!",
            name=by,
        )
        return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)])
    title = told.gettext("It will not be them, this time")
    what = told.gettext("Your colleague could not take over. Your term goes on, and you may ask somebody else.")
    again = show(told.gettext("And afterwards?"), Verb.SHOW_WISHES, view.token(Verb.SHOW_WISHES))
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)], actions=[again])


def wish_answer_card(view: View, term: Term) -> dict[str, Any]:
    """The programme lead's word on what somebody would like afterwards."""
    told = texts(view.locale)
    wish = wish_in_words(told, term.wish, trade_name(view, term)) if term.wish else ""
    title = told.gettext("An answer to your wish")
    body = [blocks.heading(title), blocks.reason(wish), blocks.paragraph(answer_in_words(told, term), spacing="None")]
    actions = [show(told.gettext("My term"), Verb.SHOW_TERM, view.token(Verb.SHOW_TERM))]
    return card(lang=view.locale, summary=title, body=body, actions=actions)
