"""The inputs of a check-in: four numbers in sight, and behind a button what gets in the way and the help wanted."""

import re
from collections.abc import Mapping

from cards import blocks
from cards.actions import show_or_hide
from cards.ambassadors.check_in_words import blockers, labels, problem_in_words
from cards.blocks import side_by_side
from cards.kit import ActionSet, InputChoiceSet, InputText, InputToggle, Part, make
from cards.translations import Texts
from passeur.ambassadors.check_in_form import LONGEST_TEXT, NO, YES, Field
from passeur.errors import Problem

_BOX = "what_gets_in_the_way"
_LONGEST_NUMBER = 12
_ROWS = ((Field.WORKSHOPS, Field.PROMPTS), (Field.USE_CASES, Field.GAIN))
_BEHIND = (Field.BLOCKERS, Field.BLOCKER_TEXT, Field.HELP_TEXT)


def check_in_fields(told: Texts, typed: Mapping[str, str], problems: Mapping[str, Problem]) -> list[Part]:
    """The inputs with what was typed, each row followed by what is wrong with it."""
    parts: list[Part] = []
    for row in _ROWS:
        parts.append(side_by_side(*(_number(told, field, typed) for field in row)))
        parts += _problems(told, row, problems)
    is_open = any(typed.get(field) or field in problems for field in _BEHIND)
    toggle = show_or_hide(told.gettext("Blocked, or help wanted?"), _BOX)
    return [*parts, make(ActionSet, actions=[toggle]), _box(told, typed, problems, is_open=is_open)]


def _box(told: Texts, typed: Mapping[str, str], problems: Mapping[str, Problem], *, is_open: bool) -> Part:
    items: list[Part] = []
    for field, part in (
        (Field.BLOCKERS, _themes(told, typed)),
        (Field.BLOCKER_TEXT, _words(told, Field.BLOCKER_TEXT, typed)),
        (Field.HELP_TEXT, _words(told, Field.HELP_TEXT, typed)),
        (Field.MAY_ASK_PEERS, _consent(told, typed)),
    ):
        items += [part, *_problems(told, (field,), problems)]
    return blocks.box(items, box_id=_BOX, shown=is_open)


def _problems(told: Texts, fields: tuple[Field, ...], problems: Mapping[str, Problem]) -> list[Part]:
    return [blocks.problem(problem_in_words(told, each, problems[each])) for each in fields if each in problems]


def _number(told: Texts, field: Field, typed: Mapping[str, str]) -> Part:
    text = typed.get(field, "")
    return make(
        InputText,
        id=field.value,
        label=labels(told)[field],
        maxLength=_LONGEST_NUMBER,
        # A stored `1.5` goes back into a French form as `1,5`.
        value=(text.replace(".", ",") if told.locale == "fr" and re.fullmatch(r"\d+\.\d+", text) else text) or None,
    )


def _themes(told: Texts, typed: Mapping[str, str]) -> Part:
    known = blockers(told)
    chosen = [each for each in typed.get(Field.BLOCKERS, "").split(",") if each in set(known)]
    return make(
        InputChoiceSet,
        id=Field.BLOCKERS.value,
        label=labels(told)[Field.BLOCKERS],
        choices=[{"title": title, "value": blocker.value} for blocker, title in known.items()],
        isMultiSelect=True,
        style="compact",
        value=",".join(chosen) or None,
        placeholder=told.gettext("Nothing, or choose what happened"),
    )


def _words(told: Texts, field: Field, typed: Mapping[str, str]) -> Part:
    return make(
        InputText,
        id=field.value,
        label=labels(told)[field],
        isMultiline=True,
        maxLength=LONGEST_TEXT,
        value=typed.get(field) or None,
    )


def _consent(told: Texts, typed: Mapping[str, str]) -> Part:
    return make(
        InputToggle,
        id=Field.MAY_ASK_PEERS.value,
        label=labels(told)[Field.MAY_ASK_PEERS],
        title=told.gettext("Also show it, with my name, to up to three ambassadors who got past the same thing"),
        valueOn=YES,
        valueOff=NO,
        value=YES if typed.get(Field.MAY_ASK_PEERS) == YES else NO,
        wrap=True,
    )
