"""The call for ambassadors: the programme lead's forms, and what everybody reads in the channels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.call_words import last_day, term_in_words, until_when, who_is_looked_for
from cards.ambassadors.home import call_button
from cards.ambassadors.problems import field_problem
from cards.choices import listed
from cards.gains import choice_input
from cards.kit import InputChoiceSet, InputDate, InputText, Part, card, make
from cards.refusals import sentence
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.call_form import MOST_CHECK_IN_WEEKS, MOST_WANTED, CallField
from passeur.ambassadors.cohorts import Cohort
from passeur.errors import FormRefused, PasseurError, Problem

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class CallForm:
    """What a form about a call shows: what was typed, and what kept it from being accepted.

    `cohort_id` is the cohort that the form opens, decided when it is drawn: sent twice, it opens one call.
    """

    cohort_id: str
    typed: Mapping[str, str] = field(default_factory=dict)
    refused: PasseurError | None = None

    @property
    def problems(self) -> Mapping[str, Problem]:
        return self.refused.problems if isinstance(self.refused, FormRefused) else {}


def call_form_card(view: View, form: CallForm) -> dict[str, Any]:
    """Who is looked for, until when, and the term that follows."""
    told = texts(view.locale)
    title = told.gettext("Open a call for ambassadors")
    note = told.gettext(
        "Opening it announces the call in every channel where Passeur speaks. People whose use cases are of use in "
        "other trades are invited in private; nobody sees who they are unless they accept."
    )
    open_it = told.gettext("Open the call")
    return card(
        lang=view.locale,
        summary=title,
        body=[blocks.heading(title), *_refusal(view, form), *_fields(view, told, form), blocks.note(note)],
        actions=[execute(open_it, Verb.OPEN_CALL, view.token(Verb.OPEN_CALL, form.cohort_id)), call_button(view)],
    )


def extension_card(view: View, cohort: Cohort, form: CallForm) -> dict[str, Any]:
    """Until when candidates are taken from now on."""
    told = texts(view.locale)
    title = told.gettext("Extend the call")
    until = told.gettext(
        "The last day of the call is {day}. The channels are told of the new one.", day=last_day(view, cohort)
    )
    # The term stays where it is, unless it is moved here.
    term: dict[str, str] = {
        CallField.STARTS_ON: cohort.starts_on.isoformat(),
        CallField.ENDS_ON: cohort.ends_on.isoformat(),
    }
    form = replace(form, typed={**term, **form.typed})
    labels = {
        CallField.DEADLINE: told.gettext("New last day"),
        CallField.STARTS_ON: told.gettext("First day of the term"),
        CallField.ENDS_ON: told.gettext("Last day of the term"),
    }
    asked = [
        part for name, label in labels.items() for part in _checked(view, form, name, _date(told, label, name, form))
    ]
    token = view.token(Verb.EXTEND_CALL, cohort.id)
    return card(
        lang=view.locale,
        summary=title,
        body=[blocks.heading(title), *_refusal(view, form), blocks.paragraph(until), *asked],
        actions=[execute(told.gettext("Extend"), Verb.EXTEND_CALL, token), call_button(view)],
    )


def close_question_card(view: View, cohort: Cohort) -> dict[str, Any]:
    """Asked before a call is closed early."""
    told = texts(view.locale)
    title = told.gettext("Close the call now?")
    what = told.gettext(
        "Nobody can apply any more, and those who review are told that it is their turn. You can extend the call again "
        "until the selection is decided."
    )
    yes = show(told.gettext("Yes, close it"), Verb.CLOSE_CALL, view.token(Verb.CLOSE_CALL, cohort.id))
    body = [blocks.heading(title), blocks.note(until_when(view, cohort), spacing="None"), blocks.paragraph(what)]
    return card(lang=view.locale, summary=title, body=body, actions=[yes, call_button(view)])


def announcement_card(view: View, cohort: Cohort, *, is_reminder: bool = False) -> dict[str, Any]:
    """The call, for everybody in a channel."""
    told = texts(view.locale)
    title = told.gettext("Become an AI ambassador")
    if is_reminder:
        title = told.gettext("AI ambassadors: a few days left to apply")
    body = [
        blocks.heading(title),
        blocks.paragraph(f"{who_is_looked_for(view, cohort)} {until_when(view, cohort)}"),
        blocks.paragraph(
            told.gettext(
                "You need not be an expert: what counts is the wish to try, to show and to help the colleagues of your "
                "trade. It takes two hours to one day a month, with your manager’s agreement."
            )
        ),
        blocks.note(term_in_words(view, cohort)),
    ]
    ask = told.gettext("Tell me more, in private")
    token = view.token(Verb.ASK_CALL_DETAILS, cohort.id)
    return card(lang=view.locale, summary=title, body=body, actions=[show(ask, Verb.ASK_CALL_DETAILS, token)])


def _refusal(view: View, form: CallForm) -> list[Part]:
    return [] if form.refused is None else [blocks.problem(sentence(form.refused, view.locale))]


def _fields(view: View, told: Texts, form: CallForm) -> list[Part]:
    organisation = view.organisation
    wanted = make(
        InputText,
        id=CallField.WANTED.value,
        label=told.gettext("Number of ambassadors wanted"),
        isRequired=True,
        errorMessage=told.gettext("Write a whole number, for example 12."),
        maxLength=len(str(MOST_WANTED)),
        value=form.typed.get(CallField.WANTED) or None,
    )
    trades, sites = told.gettext("Trades (none chosen: all of them)"), told.gettext("Sites (none chosen: all of them)")
    weeks = {"1": told.gettext("Every week")} | {
        str(count): told.gettext("Every {number} weeks", number=count) for count in range(2, MOST_CHECK_IN_WEEKS + 1)
    }
    rhythm = choice_input(
        CallField.CHECK_IN_WEEKS,
        told.gettext("Check-ins during the term"),
        weeks,
        form.typed.get(CallField.CHECK_IN_WEEKS) or "2",
    )
    inputs = {
        CallField.WANTED: wanted,
        CallField.TRADES: _several(trades, CallField.TRADES, listed(organisation.trades, view.locale), form),
        CallField.SITES: _several(sites, CallField.SITES, listed(organisation.sites, view.locale), form),
        CallField.DEADLINE: _date(told, told.gettext("Last day to apply"), CallField.DEADLINE, form),
        CallField.STARTS_ON: _date(told, told.gettext("First day of the term"), CallField.STARTS_ON, form),
        CallField.ENDS_ON: _date(told, told.gettext("Last day of the term"), CallField.ENDS_ON, form),
        CallField.CHECK_IN_WEEKS: rhythm,
    }
    return [each for name, part in inputs.items() for each in _checked(view, form, name, part)]


def _several(label: str, name: CallField, choices: Mapping[str, str], form: CallForm) -> Part:
    return make(
        InputChoiceSet,
        id=name.value,
        label=label,
        choices=[{"title": title, "value": value} for value, title in choices.items()],
        isMultiSelect=True,
        style="compact",
        value=form.typed.get(name) or None,
    )


def _date(told: Texts, label: str, name: CallField, form: CallForm) -> Part:
    typed = form.typed.get(name, "")
    return make(
        InputDate,
        id=name.value,
        label=label,
        isRequired=True,
        errorMessage=told.gettext("Give a date."),
        # Clients draw nothing else in it.
        value=typed if _DAY.fullmatch(typed) else None,
    )


def _checked(view: View, form: CallForm, name: CallField, part: Part) -> list[Part]:
    """An input, and what is wrong with what it holds."""
    problem = form.problems.get(name)
    return [part] if problem is None else [part, blocks.problem(field_problem(problem, name, view.locale))]
