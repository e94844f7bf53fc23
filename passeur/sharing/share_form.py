"""From what somebody typed in the share form to a share's content, or to what is wrong with each field."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from passeur.errors import FormRefused, Problem
from passeur.sharing.links import is_safe_link
from passeur.sharing.shares import GainPer, GainUnit, ShareContent, TimeGain
from passeur.texts import visible


class Field(StrEnum):
    """The names of the form's inputs, on the card and here."""

    TOOL = "tool"
    USE_CASE = "use_case"
    GAIN_VALUE = "gain_value"
    GAIN_UNIT = "gain_unit"
    GAIN_PER = "gain_per"
    LIMITS = "limits"
    WHEN_NOT = "when_not"
    LINK = "link"
    PROMPT = "prompt"
    TRADE = "trade"


LONGEST = {
    Field.TOOL: 80,
    Field.USE_CASE: 600,
    Field.LIMITS: 600,
    Field.WHEN_NOT: 600,
    Field.LINK: 500,
    Field.PROMPT: 3000,
}
SHORTEST_TEXT = 10
MOST_GAIN_DIGITS = 7
_REQUIRED = (Field.TOOL, Field.USE_CASE, Field.LIMITS, Field.WHEN_NOT)
_EXPLAINED = frozenset({Field.USE_CASE, Field.LIMITS, Field.WHEN_NOT})


def read_share_form(typed: Mapping[str, str], trades: AbstractSet[str]) -> ShareContent:
    """The content that was typed; FormRefused names every field that needs another look, not only the first."""
    values = {field: clean(typed.get(field, "")) for field in Field}
    problems: dict[str, Problem] = {
        field: problem for field in Field if (problem := _text_problem(field, values[field]))
    }
    gain = _read_gain(values, problems)
    if values[Field.LINK] and Field.LINK not in problems and not is_safe_link(values[Field.LINK]):
        problems[Field.LINK] = Problem.NOT_HTTPS
    if values[Field.TRADE] not in trades:
        problems[Field.TRADE] = Problem.UNKNOWN_CHOICE if values[Field.TRADE] else Problem.MISSING
    if problems or gain is None:
        raise FormRefused(problems)
    return ShareContent(
        tool=values[Field.TOOL],
        use_case=values[Field.USE_CASE],
        gain=gain,
        limits=values[Field.LIMITS],
        when_not=values[Field.WHEN_NOT],
        link=values[Field.LINK],
        prompt=values[Field.PROMPT],
        trade=values[Field.TRADE],
    )


def read_gain(typed: Mapping[str, str]) -> TimeGain | None:
    """The gain of somebody who tried a share: None when they gave none; FormRefused when it cannot be read."""
    values = {field: clean(typed.get(field, "")) for field in Field}
    if not values[Field.GAIN_VALUE]:
        return None
    problems: dict[str, Problem] = {}
    gain = _read_gain(values, problems)
    if gain is None:
        raise FormRefused(problems)
    return gain


def clean(text: str) -> str:
    """A text as it is kept: composed, without invisible characters, without space around it."""
    return visible(text).strip()


def _text_problem(field: Field, text: str) -> Problem | None:
    if field in _REQUIRED and not text:
        return Problem.MISSING
    if field in _EXPLAINED and len(text) < SHORTEST_TEXT:
        return Problem.TOO_SHORT
    if len(text) > LONGEST.get(field, len(text)):
        return Problem.TOO_LONG
    return None


def _read_gain(values: Mapping[Field, str], problems: dict[str, Problem]) -> TimeGain | None:
    found: dict[str, Problem] = {}
    value = _read_number(values[Field.GAIN_VALUE])
    if not values[Field.GAIN_VALUE]:
        found[Field.GAIN_VALUE] = Problem.MISSING
    elif value is None:
        found[Field.GAIN_VALUE] = Problem.NOT_A_NUMBER
    elif value <= 0:
        found[Field.GAIN_VALUE] = Problem.NOT_POSITIVE
    for field, choices in ((Field.GAIN_UNIT, GainUnit), (Field.GAIN_PER, GainPer)):
        if values[field] not in set(choices):
            found[field] = Problem.UNKNOWN_CHOICE if values[field] else Problem.MISSING
    problems.update(found)
    if found or value is None:
        return None
    return TimeGain(value, GainUnit(values[Field.GAIN_UNIT]), GainPer(values[Field.GAIN_PER]))


def _read_number(text: str) -> Decimal | None:
    """A number as French or English hands write it: `1,5`, `1.5`, `1 200`."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    if not re.fullmatch(rf"-?\d{{1,{MOST_GAIN_DIGITS}}}(\.\d{{1,3}})?", digits, re.ASCII):
        return None
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None
