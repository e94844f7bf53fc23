"""The form of a measure: a new one, or the correction of one that is in the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.fitting import kept_in
from cards.kit import InputDate, InputText, Part, card, make
from cards.refusals import longer_than, problem_sentence, sentence
from cards.text import typed as typed_text
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.errors import FormRefused, Problem
from passeur.literacy.measure_form import LONGEST, MeasureField

_DATES = (MeasureField.STARTS, MeasureField.ENDS)
_NEEDED = (MeasureField.TITLE, MeasureField.AUDIENCE, MeasureField.STARTS)
_LARGE = (MeasureField.ABOUT, MeasureField.MATERIAL)
# Bytes of what was typed: the rest of the card takes less than what is left.
_ROOM = 14_000


@dataclass(frozen=True, slots=True)
class MeasureForm:
    """What was typed, and what is wrong with it. `edits` is the measure that is corrected, at `version`."""

    form_id: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    refusal: str = ""
    edits: str = ""
    version: int = 0


def measure_form_card(view: View, form: MeasureForm) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("Correct this measure") if form.edits else told.gettext("Record a measure")
    code = form.refusal or (FormRefused.code if form.problems else "")
    typed = kept_in({name: typed_text(form.typed.get(name, "")) for name in MeasureField}, _ROOM)
    body: list[Part] = [
        blocks.heading(title, large=False),
        *([blocks.problem(sentence(code, view.locale))] if code else []),
        blocks.note(told.gettext("Write of groups, never of one person: this record is read by several people.")),
    ]
    for name in MeasureField:
        body.append(_input(told, name, typed.get(name, "")))
        if name in form.problems:
            body.append(blocks.problem(_problem(told, form.problems[name], name)))
    if form.edits:
        token = view.token(Verb.CORRECT_MEASURE, form.edits, version=form.version)
        send = execute(told.gettext("Save the correction"), Verb.CORRECT_MEASURE, token)
    else:
        token = view.token(Verb.RECORD_MEASURE, form.form_id)
        send = execute(told.gettext("Put it in the record"), Verb.RECORD_MEASURE, token)
    back = show(told.gettext("Back to the record"), Verb.SHOW_LITERACY, view.token(Verb.SHOW_LITERACY))
    return card(lang=view.locale, summary=title, body=body, actions=[send, back])


def _input(told: Texts, name: MeasureField, value: str) -> Part:
    needed = name in _NEEDED or None
    error = told.gettext("This field is needed.") if needed else None
    if name in _DATES:
        return make(
            InputDate,
            id=name.value,
            label=_label(told, name),
            isRequired=needed,
            errorMessage=error,
            value=value or None,
        )
    return make(
        InputText,
        id=name.value,
        label=_label(told, name),
        placeholder=_example(told, name) or None,
        isRequired=needed,
        errorMessage=error,
        maxLength=LONGEST.get(name),
        isMultiline=name in _LARGE or None,
        value=value or None,
    )


def _label(told: Texts, name: MeasureField) -> str:
    return {
        MeasureField.TITLE: told.gettext("What was offered"),
        MeasureField.AUDIENCE: told.gettext("For whom"),
        MeasureField.ABOUT: told.gettext("What it is about: aim, tools, uses (optional)"),
        MeasureField.STARTS: told.gettext("First day"),
        MeasureField.ENDS: told.gettext("Last day, if there is another (optional)"),
        MeasureField.LINK: told.gettext("Link to the material (optional)"),
        MeasureField.MATERIAL: told.gettext(
            "Its text, or the SHA-256 of its file (optional). Only the fingerprint is kept."
        ),
        MeasureField.PARTICIPANTS: told.gettext("Participants, from five on (optional)"),
    }[name]


def _example(told: Texts, name: MeasureField) -> str:
    return {
        MeasureField.TITLE: told.gettext("For example: half a day on the limits of AI assistants"),
        MeasureField.AUDIENCE: told.gettext("For example: team leaders of the factories"),
        MeasureField.LINK: "https://…",
        MeasureField.PARTICIPANTS: told.gettext("Kept down to a multiple of five"),
    }.get(name, "")


def _problem(told: Texts, problem: Problem, name: MeasureField) -> str:
    if name is MeasureField.PARTICIPANTS:
        return told.gettext("Write a whole number of five or more. Below five, leave it empty.")
    if problem is Problem.TOO_LONG:
        return longer_than(told, LONGEST[name])
    return problem_sentence(problem, name, told.locale)
