"""From what an ambassador typed in a check-in to its answer, or to what is wrong with each field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from passeur.ambassadors.check_ins import Blocker, CheckIn
from passeur.errors import FormRefused, Problem
from passeur.sharing.share_form import clean


class Field(StrEnum):
    """The names of the form's inputs, on the card and here."""

    WORKSHOPS = "workshops"
    PROMPTS = "prompts"
    USE_CASES = "use_cases"
    GAIN = "gain_hours"
    BLOCKERS = "blockers"
    BLOCKER_TEXT = "blocker_text"
    HELP_TEXT = "help_text"
    MAY_ASK_PEERS = "may_ask_peers"


# More than anybody does in one period; the gain is in hours that all colleagues together save each week.
MOST = {Field.WORKSHOPS: 40, Field.PROMPTS: 300, Field.USE_CASES: 100, Field.GAIN: 500}
LONGEST_TEXT = 600
YES, NO = "true", "false"
_COUNTS = (Field.WORKSHOPS, Field.PROMPTS, Field.USE_CASES)
_TEXTS = (Field.BLOCKER_TEXT, Field.HELP_TEXT)
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_WHOLE = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,9}(\.\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a period; see CheckIn for what each number means."""

    workshops: int = 0
    prompts: int = 0
    use_cases: int = 0
    gain_hours: Decimal | None = None
    blockers: frozenset[Blocker] = frozenset()
    blocker_text: str = ""
    help_text: str = ""
    may_ask_peers: bool = False


def read_answer(typed: Mapping[str, str]) -> Answer:
    """The answer that was typed; FormRefused names every field that needs another look.

    An empty number is none, and an answer of nothing at all is one too.
    """
    values = {field: clean(typed.get(field, "")) for field in Field}
    problems: dict[str, Problem] = {}
    numbers = {field: _number(field, values[field], problems) for field in MOST}
    blockers = _blockers(values[Field.BLOCKERS], problems)
    problems |= {field: Problem.TOO_LONG for field in _TEXTS if len(values[field]) > LONGEST_TEXT}
    if problems:
        raise FormRefused(problems)
    return Answer(
        workshops=int(numbers[Field.WORKSHOPS] or 0),
        prompts=int(numbers[Field.PROMPTS] or 0),
        use_cases=int(numbers[Field.USE_CASES] or 0),
        gain_hours=numbers[Field.GAIN],
        blockers=blockers,
        blocker_text=values[Field.BLOCKER_TEXT],
        help_text=values[Field.HELP_TEXT],
        may_ask_peers=values[Field.MAY_ASK_PEERS].lower() == YES,
    )


def answer_of(check_in: CheckIn) -> Answer:
    return Answer(**{name: getattr(check_in, name) for name in Answer.__dataclass_fields__})


def typed_of(answer: Answer) -> dict[str, str]:
    """What somebody would have typed to say this."""
    return {
        **{field.value: str(getattr(answer, field.value)) for field in _COUNTS},
        Field.GAIN.value: "" if answer.gain_hours is None else f"{answer.gain_hours.normalize():f}",
        Field.BLOCKERS.value: ",".join(sorted(answer.blockers)),
        Field.BLOCKER_TEXT.value: answer.blocker_text,
        Field.HELP_TEXT.value: answer.help_text,
        Field.MAY_ASK_PEERS.value: YES if answer.may_ask_peers else NO,
    }


def _number(field: Field, text: str, problems: dict[str, Problem]) -> Decimal | None:
    """A number as French or English hands write it, `1,5`, `1.5`, `1 200`; whole, unless it is the gain."""
    digits = _SPACES.sub("", text).replace(",", ".")
    if not digits:
        return None
    if not (_DECIMAL if field is Field.GAIN else _WHOLE).fullmatch(digits):
        problems[field] = Problem.NOT_A_NUMBER
        return None
    value = Decimal(digits)
    if value < 0:
        problems[field] = Problem.NOT_POSITIVE
    elif value > MOST[field]:
        problems[field] = Problem.TOO_MUCH
    return value


def _blockers(text: str, problems: dict[str, Problem]) -> frozenset[Blocker]:
    chosen = {each.strip() for each in text.split(",")} - {""}
    if not chosen <= set(Blocker):
        problems[Field.BLOCKERS] = Problem.UNKNOWN_CHOICE
        return frozenset()
    return frozenset(map(Blocker, chosen))
