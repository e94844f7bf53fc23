"""What somebody types to record a decision, read and checked field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passeur.errors import FormRefused, Problem
from passeur.sharing.share_form import clean

LONGEST_WHAT = 300
LONGEST_WHY = 1000


class DecisionField(StrEnum):
    WHAT = "what"
    WHY = "why"
    DAY = "day"
    STRUCK_WHY = "struck_why"


@dataclass(frozen=True, slots=True)
class DecisionContent:
    what: str
    why: str
    on: date


def read_decision(typed: Mapping[str, str], *, today: date) -> DecisionContent:
    """The decision that was made, today or before; FormRefused with everything that is wrong with it."""
    problems: dict[str, Problem] = {}
    what, why = (clean(typed.get(field, "")) for field in (DecisionField.WHAT, DecisionField.WHY))
    for field, text, longest in ((DecisionField.WHAT, what, LONGEST_WHAT), (DecisionField.WHY, why, LONGEST_WHY)):
        if not text or len(text) > longest:
            problems[field] = Problem.TOO_LONG if text else Problem.MISSING
    try:
        day = date.fromisoformat(clean(typed.get(DecisionField.DAY, "")))
    except ValueError:
        problems[DecisionField.DAY] = Problem.NOT_A_DATE
    else:
        if day > today:
            problems[DecisionField.DAY] = Problem.TOO_LATE
        if not problems:
            return DecisionContent(what, why, day)
    raise FormRefused(problems)


def read_strike(typed: Mapping[str, str]) -> str:
    """Why a decision is struck out."""
    why = clean(typed.get(DecisionField.STRUCK_WHY, ""))
    if not why or len(why) > LONGEST_WHAT:
        raise FormRefused({DecisionField.STRUCK_WHY: Problem.TOO_LONG if why else Problem.MISSING})
    return why
