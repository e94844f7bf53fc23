"""Reviews of candidates: evidence and a mark for each criterion, by at least two people, none of them the nominator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from passeur.ambassadors.candidates import Candidate

LOWEST, HIGHEST = 0, 3
FEWEST_REVIEWERS = 2


class Criterion(StrEnum):
    """Three essential ones, then three secondary ones (see `is_essential`)."""

    MOBILISES = "mobilises"
    CURIOUS = "curious"
    CREDIBLE = "credible"
    FAMILIAR = "familiar"
    INFLUENCE = "influence"
    MOTIVATION = "motivation"

    @property
    def is_essential(self) -> bool:
        return self in (Criterion.MOBILISES, Criterion.CURIOUS, Criterion.CREDIBLE)


@dataclass(frozen=True, slots=True)
class Mark:
    """From 0 (nothing seen) to 3 (seen often), and the evidence for it in a few words."""

    value: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer found of one candidate; saying it again replaces it."""

    tenant_id: str
    cohort_id: str
    person_id: str
    reviewer_id: str
    marks: Mapping[Criterion, Mark]
    at: datetime


def impartial(reviews: Iterable[Review], candidates: Iterable[Candidate]) -> Sequence[Review]:
    """The reviews that count: nobody judges those with whom they compete.

    Whoever became a candidate after they reviewed others is left out as well, until they withdraw.
    """
    competing = {each.person_id for each in candidates if each.stands}
    return [each for each in reviews if each.reviewer_id not in competing]
