"""The decision log of the programme: read by all who steer it, written by the programme lead and the committee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.dates import calendar_day, day_of
from cards.fitting import fitting
from cards.kit import ActionSet, InputDate, InputText, Part, card, make
from cards.refusals import longer_than, problem_sentence, sentence
from cards.text import escaped, plain
from cards.text import typed as typed_text
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.decision_form import LONGEST_WHAT, LONGEST_WHY, DecisionField
from passeur.ambassadors.decisions import Decision
from passeur.errors import FormRefused, Problem

PAGE = 6
_LENGTHS = (1000, 300, 120)
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """One page of the log, newest first, with the names of those who wrote in it. `older` is how many come after it."""

    decisions: Sequence[Decision]
    names: Mapping[str, str]
    page: int
    older: int
    may_write: bool


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What was typed in a form, and what is wrong with it; `refusal` is the code of what kept it from being saved."""

    form_id: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    refusal: str = ""


def decisions_card(view: View, log: DecisionLog, form: DecisionForm | None = None) -> dict[str, Any]:
    """The log; its form is above it for who may write, and it comes back open when it was refused."""
    told = texts(view.locale)
    title = told.gettext("Decision log")

    def drawn(longest: int) -> dict[str, Any]:
        body: list[Part] = [blocks.heading(title)]
        if form is not None and log.may_write:
            body += _form(view, told, form)
        if not log.decisions:
            body.append(blocks.paragraph(told.gettext("No decision is recorded yet.")))
        for decision in log.decisions:
            body += _decision(view, told, log, decision, longest)
        body.append(
            blocks.note(told.gettext("Read by the programme lead, the committee and the sponsor."), separator=True)
        )
        return card(lang=view.locale, summary=title, body=body, actions=_pages(view, told, log))

    return fitting(drawn, _LENGTHS)


def decision_card(view: View, log: DecisionLog, form: DecisionForm) -> dict[str, Any]:
    """One decision, and the question of why it is struck out."""
    told = texts(view.locale)
    (decision,) = log.decisions
    title = told.gettext("Strike out this decision?")
    why = make(
        InputText,
        id=DecisionField.STRUCK_WHY.value,
        label=told.gettext("Why does it no longer hold?"),
        isRequired=True,
        errorMessage=told.gettext("Say why in a few words."),
        maxLength=LONGEST_WHAT,
        isMultiline=True,
        value=_value(form, DecisionField.STRUCK_WHY),
    )
    body = [
        blocks.heading(title, large=False),
        *_decision(view, told, log, decision, LONGEST_WHY, with_buttons=False),
        blocks.note(told.gettext("It stays in the log, struck out, with your reason.")),
        why,
        *_problems(told, form, DecisionField.STRUCK_WHY),
    ]
    strike = view.token(Verb.STRIKE_DECISION, decision.id)
    actions = [
        execute(told.gettext("Strike it out"), Verb.STRIKE_DECISION, strike),
        show(told.gettext("Back to the log"), Verb.SHOW_DECISIONS, view.token(Verb.SHOW_DECISIONS)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _form(view: View, told: Texts, form: DecisionForm) -> list[Part]:
    what = make(
        InputText,
        id=DecisionField.WHAT.value,
        label=told.gettext("What was decided"),
        placeholder=told.gettext("For example: extend the call by two weeks in Lyon"),
        isRequired=True,
        errorMessage=told.gettext("Say in a sentence what was decided."),
        maxLength=LONGEST_WHAT,
        value=_value(form, DecisionField.WHAT),
    )
    why = make(
        InputText,
        id=DecisionField.WHY.value,
        label=told.gettext("Why"),
        isRequired=True,
        errorMessage=told.gettext("Say why in a few words."),
        maxLength=LONGEST_WHY,
        isMultiline=True,
        value=_value(form, DecisionField.WHY),
    )
    on = make(
        InputDate,
        id=DecisionField.DAY.value,
        label=told.gettext("Decided on"),
        isRequired=True,
        errorMessage=told.gettext("Give a date."),
        value=_value(form, DecisionField.DAY),
    )
    token = view.token(Verb.RECORD_DECISION, form.form_id)
    record = execute(told.gettext("Record the decision"), Verb.RECORD_DECISION, token)
    code = form.refusal or (FormRefused.code if form.problems else "")
    parts: list[Part] = [blocks.problem(sentence(code, told.locale))] if code else []
    for name, part in ((DecisionField.WHAT, what), (DecisionField.WHY, why), (DecisionField.DAY, on)):
        parts += [part, *_problems(told, form, name)]
    return [*parts, make(ActionSet, actions=[record])]


def _decision(
    view: View, told: Texts, log: DecisionLog, decision: Decision, longest: int, *, with_buttons: bool = True
) -> list[Part]:
    written = told.gettext(
        "Decided on {day}, recorded by {name}",
        day=calendar_day(view, decision.on),
        name=_name(told, log, decision.recorded_by),
    )
    parts = [
        blocks.prose(plain(decision.what, longest), bold=True, spacing="Medium"),
        blocks.note(written, spacing="None"),
        blocks.prose(plain(decision.why, longest), spacing="Small"),
    ]
    if decision.struck_at is not None:
        struck = told.gettext(
            "Struck out by {name} on {day}: {why}",
            day=day_of(view, decision.struck_at),
            name=_name(told, log, decision.struck_by or ""),
            why=escaped(decision.struck_why, longest),
        )
        return [*parts, blocks.problem(struck)]
    if with_buttons and log.may_write:
        token = view.token(Verb.SHOW_DECISION, decision.id)
        parts.append(make(ActionSet, actions=[show(told.gettext("Strike out"), Verb.SHOW_DECISION, token)]))
    return parts


def _name(told: Texts, log: DecisionLog, person_id: str) -> str:
    """Whoever left the organisation, or had themselves erased, is named no more."""
    return escaped(log.names.get(person_id, ""), _LONGEST_NAME) or told.gettext("somebody who has left")


def _pages(view: View, told: Texts, log: DecisionLog) -> list[Part]:
    actions = []
    if log.page:
        token = view.token(Verb.SHOW_DECISIONS, version=log.page - 1)
        actions.append(show(told.gettext("Newer"), Verb.SHOW_DECISIONS, token))
    if log.older:
        token = view.token(Verb.SHOW_DECISIONS, version=log.page + 1)
        actions.append(show(told.gettext("Older"), Verb.SHOW_DECISIONS, token))
    return actions


def _value(form: DecisionForm, name: DecisionField) -> str | None:
    """What was typed, too long a text included as far as a card has room for it."""
    longest = 2 * (LONGEST_WHY if name is DecisionField.WHY else LONGEST_WHAT)
    return typed_text(form.typed.get(name, ""))[:longest] or None


def _problems(told: Texts, form: DecisionForm, name: DecisionField) -> list[Part]:
    if name not in form.problems:
        return []
    problem = form.problems[name]
    if problem is Problem.TOO_LONG:
        return [blocks.problem(longer_than(told, LONGEST_WHY if name is DecisionField.WHY else LONGEST_WHAT))]
    return [blocks.problem(problem_sentence(problem, name, told.locale))]
