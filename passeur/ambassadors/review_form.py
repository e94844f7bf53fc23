"""From what a reviewer typed to marks and their evidence, or to what is wrong with each field."""

from collections.abc import Mapping

from passeur.ambassadors.reviews import HIGHEST, LOWEST, Criterion, Mark
from passeur.errors import FormRefused, Problem
from passeur.sharing.share_form import clean

LONGEST_EVIDENCE = 400
# From this mark on, a review says what was seen.
EVIDENCE_FROM = 2


def mark_field(criterion: Criterion) -> str:
    return f"mark_{criterion}"


def evidence_field(criterion: Criterion) -> str:
    return f"evidence_{criterion}"


FIELDS = tuple(name for criterion in Criterion for name in (mark_field(criterion), evidence_field(criterion)))


def read_review(typed: Mapping[str, str]) -> dict[Criterion, Mark]:
    """The marks that were given; FormRefused names every field that needs another look."""
    problems: dict[str, Problem] = {}
    marks: dict[Criterion, Mark] = {}
    for criterion in Criterion:
        mark, evidence = typed.get(mark_field(criterion), ""), clean(typed.get(evidence_field(criterion), ""))
        if mark not in {str(value) for value in range(LOWEST, HIGHEST + 1)}:
            problems[mark_field(criterion)] = Problem.UNKNOWN_CHOICE if mark else Problem.MISSING
        elif int(mark) >= EVIDENCE_FROM and not evidence:
            problems[evidence_field(criterion)] = Problem.MISSING
        if len(evidence) > LONGEST_EVIDENCE:
            problems[evidence_field(criterion)] = Problem.TOO_LONG
        if not problems:
            marks[criterion] = Mark(int(mark), evidence)
    if problems:
        raise FormRefused(problems)
    return marks
