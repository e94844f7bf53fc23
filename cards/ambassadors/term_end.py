"""The end of a term: what the person did, told to them alone, what may come next, and a thank-you."""

from collections.abc import Sequence
from typing import Any

from cards import blocks
from cards.actions import show
from cards.ambassadors.dates import calendar_day
from cards.ambassadors.term import wish_parts
from cards.ambassadors.term_words import trade_name
from cards.kit import FactSet, Part, card, make
from cards.translations import Texts, texts
from cards.typography import number
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.terms import Ending, Term


def term_end_card(view: View, cohort: Cohort, term: Term, months: Sequence[OwnMonth]) -> dict[str, Any]:
    """Sent three weeks before the end: a term in a few numbers, and the choice of what follows."""
    told = texts(view.locale)
    ends_on = calendar_day(view, cohort.ends_on)
    title = told.gettext("Your term, before it ends")
    hand_over = told.gettext("Hand over to a colleague…")
    body = [
        blocks.heading(title),
        blocks.paragraph(told.gettext("Your term ends on {day}. Here is what it was, for you alone.", day=ends_on)),
        *_figures(view, told, months),
        blocks.heading(told.gettext("And afterwards?"), large=False),
        blocks.paragraph(told.gettext("Say what you would like. The programme lead answers before the end.")),
        *wish_parts(view, term),
        blocks.note(told.gettext("Champions and trade leads are named to their colleagues, who may ask them.")),
    ]
    actions = [
        show(hand_over, Verb.OPEN_HAND_OVER, view.token(Verb.OPEN_HAND_OVER, cohort.id)),
        show(told.gettext("My term"), Verb.SHOW_TERM, view.token(Verb.SHOW_TERM)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def farewell_card(view: View, term: Term) -> dict[str, Any]:
    """Sent when the cohort is closed, to those who were there until the end."""
    told = texts(view.locale)
    title, what = _goodbye(view, told, term)
    actions: list[Part] = []
    if term.ending is Ending.RENEWED:
        read = told.gettext("Read the charter")
        actions = [show(read, Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER))]
    if term.is_of_a_champion:
        listed = told.gettext("Whom to ask about AI")
        actions = [show(listed, Verb.SHOW_CHAMPIONS, view.token(Verb.SHOW_CHAMPIONS))]
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)], actions=actions)


def _figures(view: View, told: Texts, months: Sequence[OwnMonth]) -> list[Part]:
    totals = (
        (told.gettext("Workshops run"), sum(each.workshops for each in months)),
        (told.gettext("Colleagues reached"), sum(each.reached for each in months)),
        (told.gettext("Prompts created"), sum(each.prompts for each in months)),
        (told.gettext("Use cases launched"), sum(each.use_cases for each in months)),
        (told.gettext("Use cases shared"), sum(each.shares for each in months)),
        (told.gettext("Tries of your use cases that worked"), sum(each.reproductions for each in months)),
    )
    facts = [{"title": title, "value": number(total, view.locale)} for title, total in totals if total]
    if not facts:
        return [
            blocks.paragraph(
                told.gettext("Nothing was recorded, which says little: a word at the coffee machine counts as well.")
            )
        ]
    return [
        make(FactSet, facts=facts),
        blocks.note(told.gettext("Nobody else sees these numbers, and they are compared with nobody’s.")),
    ]


def _goodbye(view: View, told: Texts, term: Term) -> tuple[str, str]:
    trade = trade_name(view, term)
    match term.ending:
        case Ending.RENEWED:
            return (
                told.gettext("Thank you, and see you soon"),
                told.gettext("Your term has ended, and another one is kept for you: it begins when you sign."),
            )
        case Ending.CHAMPION:
            return (
                told.gettext("Thank you, and congratulations: you are an AI champion"),
                told.gettext("Your term has ended. Newer ambassadors will come to you, and that is well deserved."),
            )
        case Ending.REFERENT if trade:
            return (
                told.gettext("Thank you, and congratulations: you are the AI lead for {trade}", trade=trade),
                told.gettext("Your term has ended. Your trade now knows whom to ask."),
            )
        case Ending.REFERENT:
            return (
                told.gettext("Thank you, and congratulations: you are the AI lead of your trade"),
                told.gettext("Your term has ended. Your trade now knows whom to ask."),
            )
        case _:
            return (
                told.gettext("Thank you, from all of us"),
                told.gettext(
                    "Your term has ended. What you passed on goes on with those who heard it. You can share and try as "
                    "before, and volunteer again for another call."
                ),
            )
