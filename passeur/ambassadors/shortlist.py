"""Who may be ambassador of a month: everybody who agreed to be named and did one of a few things. In no order of merit.

There are reasons and no numbers: doing one of these things twice is the same reason, and the list is alphabetical.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from passeur.ambassadors.badge_rules import Fact, FactKind
from passeur.ambassadors.recognition import ROTATION, MonthChoice
from passeur.ambassadors.terms import Term
from passeur.periods import Month

# What somebody is proposed for, when it happened in the month.
MERITS = (FactKind.WORKSHOP_HELD, FactKind.ADOPTED_ELSEWHERE, FactKind.HELP_GIVEN)


@dataclass(frozen=True, slots=True)
class Shortlisted:
    """One person and why they are proposed, in the order of MERITS."""

    person_id: str
    cohort_id: str
    merits: tuple[FactKind, ...]


def shortlist(
    month: Month, terms: Iterable[Term], facts: Mapping[str, Sequence[Fact]], past: Iterable[MonthChoice]
) -> list[Shortlisted]:
    """In the order of their ids: whoever shows the list puts it in that of the names."""
    resting = not_yet_again(month, past)
    refused = {person for each in past if each.month == month for person in each.refused}
    found: dict[str, Shortlisted] = {}
    for term in terms:
        kinds = {fact.kind for fact in facts.get(term.person_id, ()) if _is_in(month, fact)}
        merits = tuple(kind for kind in MERITS if kind in kinds)
        if term.is_in_office and term.recognised and merits and term.person_id not in resting | refused:
            found[term.person_id] = Shortlisted(term.person_id, term.cohort_id, merits)
    return [found[person_id] for person_id in sorted(found)]


def not_yet_again(month: Month, past: Iterable[MonthChoice]) -> AbstractSet[str]:
    """Who was named in the six months before, and leaves the place to others."""
    earliest = month.plus(-ROTATION)
    return {each.named.person_id for each in past if each.named and earliest <= each.month < month}


def _is_in(month: Month, fact: Fact) -> bool:
    weeks = month.weeks
    return weeks[0].monday <= fact.on < weeks[-1].plus(1).monday
