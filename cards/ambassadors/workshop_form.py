"""The form that records a workshop, or corrects one; what was typed comes back when it is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cards import blocks
from cards.actions import execute, show
from cards.blocks import side_by_side
from cards.gains import choice_input
from cards.kit import InputDate, InputNumber, InputText, InputTime, Part, make
from cards.refusals import longer_than, problem_sentence, sentence
from cards.text import typed as typed_text
from cards.translations import Texts, texts
from cards.typography import NO_BREAK, number
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.workshop_form import (
    DURATIONS,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_REACHED,
    USUAL_DURATION,
    WorkshopField,
)
from passeur.errors import FormRefused, Outdated, Problem

# What somebody pastes into a field that holds a line.
_LONGEST_TYPED = 1000


@dataclass(frozen=True, slots=True)
class WorkshopForm:
    """What the form shows. `typed` and `problems` go by the names of WorkshopField.

    `edits` and `version` name the workshop that is corrected; without them, `form_id` makes a new one. `refusal` is
    the code of what kept it from being saved.
    """

    form_id: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    refusal: str = ""
    edits: str = ""
    version: int = 0


def form_parts(view: View, form: WorkshopForm) -> list[Part]:
    """What went wrong, if anything, then the inputs, each with what is wrong with it below."""
    told = texts(view.locale)
    title, day, begins, minutes, place, reached = _inputs(told, form.typed)
    rows = (
        (title, (WorkshopField.TITLE,)),
        (side_by_side(day, begins), (WorkshopField.DAY, WorkshopField.BEGINS)),
        (side_by_side(minutes, reached), (WorkshopField.MINUTES, WorkshopField.REACHED)),
        (place, (WorkshopField.PLACE,)),
    )
    parts = [blocks.problem(_refusal(told, form))] if form.refusal or form.problems else []
    for part, names in rows:
        parts.append(part)
        parts += [blocks.problem(_problem(told, form.problems[name], name)) for name in names if name in form.problems]
    return parts


def form_buttons(view: View, form: WorkshopForm) -> list[Part]:
    told = texts(view.locale)
    if not form.edits:
        token = view.token(Verb.RECORD_WORKSHOP, form.form_id)
        return [execute(told.gettext("Record the workshop"), Verb.RECORD_WORKSHOP, token)]
    save = view.token(Verb.EDIT_WORKSHOP, form.edits, version=form.version)
    back = view.token(Verb.SHOW_WORKSHOP, form.edits)
    return [
        execute(told.gettext("Save"), Verb.EDIT_WORKSHOP, save),
        show(told.gettext("Cancel"), Verb.SHOW_WORKSHOP, back),
    ]


def _inputs(told: Texts, typed: Mapping[str, str]) -> tuple[Part, Part, Part, Part, Part, Part]:
    values = {name: typed_text(typed.get(name, ""))[:_LONGEST_TYPED] or None for name in WorkshopField}
    title = make(
        InputText,
        id=WorkshopField.TITLE.value,
        label=told.gettext("What is it about?"),
        placeholder=told.gettext("For example: write better minutes with Copilot"),
        isRequired=True,
        errorMessage=told.gettext("Give the workshop a title."),
        maxLength=LONGEST_TITLE,
        value=values[WorkshopField.TITLE],
    )
    day = make(
        InputDate,
        id=WorkshopField.DAY.value,
        label=told.gettext("Day"),
        isRequired=True,
        errorMessage=told.gettext("Give a date."),
        value=values[WorkshopField.DAY],
    )
    begins = make(
        InputTime,
        id=WorkshopField.BEGINS.value,
        label=told.gettext("Start time (optional)"),
        value=values[WorkshopField.BEGINS],
    )
    lengths = {str(minutes): in_hours(told, minutes) for minutes in DURATIONS}
    chosen = values[WorkshopField.MINUTES] or str(USUAL_DURATION)
    minutes = choice_input(WorkshopField.MINUTES, told.gettext("Length"), lengths, chosen)
    place = make(
        InputText,
        id=WorkshopField.PLACE.value,
        label=told.gettext("Room or link (optional)"),
        maxLength=LONGEST_PLACE,
        value=values[WorkshopField.PLACE],
    )
    reached = make(
        InputNumber,
        id=WorkshopField.REACHED.value,
        label=told.gettext("People who came (once it is over)"),
        value=_a_number(values[WorkshopField.REACHED]),
    )
    return title, day, begins, minutes, place, reached


def _a_number(text: str | None) -> str | None:
    """Clients take nothing but a number into this input, nor send anything else from it."""
    return text if text and text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else None


def in_hours(told: Texts, minutes: int) -> str:
    """`45 min`, `1 h`, `1 h 30`."""
    hours, left = divmod(minutes, 60)
    if not hours:
        length = told.gettext("{minutes} min", minutes=left)
    elif not left:
        length = told.gettext("{hours} h", hours=hours)
    else:
        length = told.gettext("{hours} h {minutes}", hours=hours, minutes=f"{left:02d}")
    return length.replace(" ", NO_BREAK)


def _refusal(told: Texts, form: WorkshopForm) -> str:
    if form.refusal == Outdated.code:
        return told.gettext("This workshop has changed in the meantime. Open it again, then make your change.")
    return sentence(form.refusal or FormRefused.code, told.locale)


def _problem(told: Texts, problem: Problem, name: WorkshopField) -> str:
    a_day_of_the_term = told.gettext("Choose a day of your term as ambassador.")
    own = {
        (WorkshopField.DAY, Problem.TOO_EARLY): a_day_of_the_term,
        (WorkshopField.DAY, Problem.TOO_LATE): a_day_of_the_term,
        (WorkshopField.REACHED, Problem.TOO_EARLY): told.gettext(
            "Leave this empty until the workshop has taken place."
        ),
        (WorkshopField.REACHED, Problem.MISSING): told.gettext("How many people came? An estimate will do."),
        (WorkshopField.REACHED, Problem.TOO_MUCH): told.gettext(
            "{number} people at most.", number=number(MOST_REACHED, told.locale)
        ),
        (WorkshopField.REACHED, Problem.NOT_A_NUMBER): told.gettext("Write a whole number, for example 12."),
        (WorkshopField.TITLE, Problem.TOO_LONG): longer_than(told, LONGEST_TITLE),
        (WorkshopField.PLACE, Problem.TOO_LONG): longer_than(told, LONGEST_PLACE),
    }
    return own.get((name, problem)) or problem_sentence(problem, name, told.locale)
