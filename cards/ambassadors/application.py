"""A candidacy: the form, the receipt, and the question before it is withdrawn. All of it in the person's own chat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.call_words import availabilities, last_day, seniorities
from cards.ambassadors.home import call_button
from cards.ambassadors.problems import field_problem
from cards.choices import listed
from cards.fitting import with_all_that_fits
from cards.gains import choice_input
from cards.kit import InputText, Part, card, make
from cards.refusals import sentence
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.application_form import LONGEST_STATEMENT, ApplicationField
from passeur.ambassadors.candidates import Candidate, Way
from passeur.ambassadors.cohorts import Cohort
from passeur.errors import FormRefused, PasseurError, Problem
from passeur.people import Person


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """What the form shows. `way` is how the person came to it; it is signed, and checked again when it is sent."""

    cohort_id: str
    way: Way
    typed: Mapping[str, str] = field(default_factory=dict)
    refused: PasseurError | None = None

    @property
    def problems(self) -> Mapping[str, Problem]:
        return self.refused.problems if isinstance(self.refused, FormRefused) else {}


def typed_by(person: Person | None, candidacy: Candidate | None) -> dict[str, str]:
    """What a form begins with: what the person said before, else the trade and site that they told Passeur."""
    if candidacy is not None and candidacy.statement:
        return {
            ApplicationField.STATEMENT.value: candidacy.statement,
            ApplicationField.AVAILABILITY.value: candidacy.availability,
            ApplicationField.SENIORITY.value: candidacy.seniority,
            ApplicationField.TRADE.value: candidacy.trade,
            ApplicationField.SITE.value: candidacy.site,
        }
    if person is None:
        return {}
    return {ApplicationField.TRADE.value: person.trade or "", ApplicationField.SITE.value: person.site or ""}


def application_card(view: View, form: ApplicationForm) -> dict[str, Any]:
    """The form with everything that was typed, as far as one card can hold it."""
    typed = {"statement": form.typed.get(ApplicationField.STATEMENT, "")}
    return with_all_that_fits(typed, lambda kept: _drawn(view, form, kept["statement"]))


def applied_card(view: View, cohort: Cohort) -> dict[str, Any]:
    """The receipt of a candidacy."""
    told = texts(view.locale)
    title = told.gettext("Your candidacy is in. Thank you!")
    what = told.gettext(
        "You can change or withdraw it until {day}: write “ambassadors”. The programme lead and the steering committee "
        "read it. You will hear of the selection here, in private.",
        day=last_day(view, cohort),
    )
    body = [blocks.heading(title), blocks.paragraph(what)]
    return card(lang=view.locale, summary=title, body=body, actions=[call_button(view)])


def withdrawal_question_card(view: View, cohort_id: str) -> dict[str, Any]:
    """Asked before a candidacy is withdrawn."""
    told = texts(view.locale)
    title = told.gettext("Withdraw your candidacy?")
    what = told.gettext("What you wrote is erased, and nobody holds it against you. You may apply again another time.")
    yes = show(
        told.gettext("Yes, withdraw it"), Verb.WITHDRAW_CANDIDACY, view.token(Verb.WITHDRAW_CANDIDACY, cohort_id)
    )
    body = [blocks.heading(title), blocks.paragraph(what)]
    return card(lang=view.locale, summary=title, body=body, actions=[yes, call_button(view)])


def withdrawn_card(view: View) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("Your candidacy is withdrawn")
    what = told.gettext("What you wrote was erased. Thank you for having thought of it.")
    body = [blocks.heading(title), blocks.paragraph(what)]
    return card(lang=view.locale, summary=title, body=body, actions=[call_button(view)])


def _drawn(view: View, form: ApplicationForm, statement: str) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("Become an ambassador")
    send = told.gettext("Send my candidacy")
    token = view.token(Verb.APPLY, form.cohort_id, parent=form.way)
    refusal = [] if form.refused is None else [blocks.problem(sentence(form.refused, view.locale))]
    body = [
        blocks.heading(title),
        *refusal,
        blocks.paragraph(told.gettext("Two minutes: why you, and how much time you can give.")),
        *_fields(view, told, form, statement),
        blocks.note(
            told.gettext(
                "The programme lead and the steering committee read this to choose the ambassadors, and nobody else. "
                "You can change it or withdraw at any time."
            )
        ),
    ]
    return card(
        lang=view.locale,
        summary=title,
        body=body,
        actions=[execute(send, Verb.APPLY, token), call_button(view)],
    )


def _fields(view: View, told: Texts, form: ApplicationForm, statement: str) -> list[Part]:
    organisation, typed = view.organisation, form.typed
    choose = told.gettext("Choose an entry from the list.")
    inputs: dict[ApplicationField, Part] = {
        ApplicationField.STATEMENT: make(
            InputText,
            id=ApplicationField.STATEMENT.value,
            label=told.gettext("Why you?"),
            placeholder=None
            if statement
            else told.gettext("For example: I already show my colleagues how I prepare our monthly figures"),
            isRequired=True,
            errorMessage=told.gettext("Say in a few words why you would like to."),
            isMultiline=True,
            maxLength=LONGEST_STATEMENT,
            value=statement or None,
        ),
        ApplicationField.AVAILABILITY: choice_input(
            ApplicationField.AVAILABILITY,
            told.gettext("Time you can give, with your manager’s agreement"),
            availabilities(told),
            typed.get(ApplicationField.AVAILABILITY),
            error=choose,
            expanded=True,
        ),
        ApplicationField.SENIORITY: choice_input(
            ApplicationField.SENIORITY,
            told.gettext("In the organisation for"),
            seniorities(told),
            typed.get(ApplicationField.SENIORITY),
            error=choose,
        ),
        ApplicationField.TRADE: choice_input(
            ApplicationField.TRADE,
            told.gettext("Your trade"),
            listed(organisation.trades, view.locale),
            typed.get(ApplicationField.TRADE),
            error=choose,
        ),
        ApplicationField.SITE: choice_input(
            ApplicationField.SITE,
            told.gettext("Your site"),
            listed(organisation.sites, view.locale),
            typed.get(ApplicationField.SITE),
            error=choose,
        ),
    }
    parts: list[Part] = []
    for name, part in inputs.items():
        parts.append(part)
        if name in form.problems:
            parts.append(blocks.problem(field_problem(form.problems[name], name, view.locale)))
    return parts
