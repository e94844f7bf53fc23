"""Where the programme lead decides otherwise than the rules, and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cards import blocks
from cards.actions import execute, unfold
from cards.ambassadors.problems import field_problem
from cards.gains import choice_input
from cards.kit import ActionSet, InputText, Part, make
from cards.names import name_in_run
from cards.refusals import sentence
from cards.text import typed
from cards.translations import Texts, texts
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.decide_candidate import LONGEST_REASON, PERSON, REASON
from passeur.ambassadors.see_selection import SelectionPage
from passeur.errors import FormRefused, PasseurError, Problem

# What a button says of the person: in, out, or as the rules have it.
KEEP, LEAVE_OUT, BY_THE_RULES = "in", "out", "rules"


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What was typed so far, and why it was refused."""

    typed: Mapping[str, str] = field(default_factory=dict)
    refused: PasseurError | None = None

    @property
    def problems(self) -> Mapping[str, Problem]:
        return self.refused.problems if isinstance(self.refused, FormRefused) else {}


def decision_form(view: View, page: SelectionPage, form: DecisionForm) -> Sequence[Part]:
    """Folded away until somebody wants it; open, with what was typed, when it was refused."""
    told = texts(view.locale)
    inputs, buttons = _inputs(view, told, page, form), _buttons(view, told, page)
    if form.refused is None:
        return [make(ActionSet, actions=[unfold(told.gettext("Decide otherwise…"), inputs, buttons)])]
    refusal = blocks.problem(sentence(form.refused, view.locale))
    return [blocks.box([refusal, *inputs, make(ActionSet, actions=list(buttons))])]


def _inputs(view: View, told: Texts, page: SelectionPage, form: DecisionForm) -> list[Part]:
    people = {person_id: name_in_run(told, page.names[person_id]) for person_id in _on_page(page)}
    problems = form.problems
    parts = [choice_input(PERSON, told.gettext("Who"), people, form.typed.get(PERSON))]
    if PERSON in problems:
        parts.append(blocks.problem(field_problem(problems[PERSON], PERSON, view.locale)))
    parts.append(
        make(
            InputText,
            id=REASON,
            label=told.gettext("Why (kept with the decision)"),
            isMultiline=True,
            maxLength=LONGEST_REASON,
            value=typed(form.typed.get(REASON, "")[:LONGEST_REASON]),
        )
    )
    if REASON in problems:
        parts.append(blocks.problem(field_problem(problems[REASON], REASON, view.locale)))
    note = told.gettext(
        "The proposal is then made again around your decision. The steering committee also reads your reason."
    )
    return [*parts, blocks.note(note)]


def _buttons(view: View, told: Texts, page: SelectionPage) -> Sequence[Part]:
    titles = {
        KEEP: told.gettext("Select this person"),
        LEAVE_OUT: told.gettext("Leave this person out"),
        BY_THE_RULES: told.gettext("Follow the rules again"),
    }
    return [
        execute(
            title,
            Verb.DECIDE_CANDIDATE,
            view.token(Verb.DECIDE_CANDIDATE, page.cohort.id, version=page.number, parent=f"{how}.{page.part}"),
        )
        for how, title in titles.items()
    ]


def _on_page(page: SelectionPage) -> Sequence[str]:
    return [line.candidate.person_id for line in page.lines]
