"""From what happened in a month to its board and to everybody's own numbers: pure, whatever the order of the facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from decimal import Decimal

from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.kpi_facts import Happened, Part, Parts, Place, parts_of, places_of
from passeur.ambassadors.kpis import (
    EVERYBODY,
    RULE,
    Continuity,
    Counted,
    Dimension,
    Figure,
    Group,
    Measure,
    MonthBoard,
)
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.ambassadors.terms import Term, TermState
from passeur.ambassadors.told_feedback import is_most
from passeur.privacy.differences import tellable
from passeur.privacy.groups import at_least

_COUNTS = {
    "workshops": Measure.WORKSHOPS,
    "reached": Measure.REACHED,
    "prompts": Measure.PROMPTS,
    "use_cases": Measure.USE_CASES,
    "shares": Measure.SHARES,
    "reproductions": Measure.REPRODUCTIONS,
}


def build_month(
    happened: Happened, *, before: AbstractSet[str], folded_at: datetime
) -> tuple[MonthBoard, dict[str, OwnMonth]]:
    """The board of a month, and each person's own numbers. `before` are the ambassadors of the cohorts before these."""
    parts = parts_of(happened)
    places = places_of(happened) | {part.place for those in parts.values() for part in those}
    groups = _groups(places)
    figures: dict[Counted, dict[Group, Figure]] = {}
    for of, those in sorted(parts.items()):
        told = _told(those, groups, places)
        if told:
            figures[of] = told if isinstance(of, Measure) else {group: _counted(each) for group, each in told.items()}
    board = MonthBoard(
        happened.month,
        RULE,
        folded_at,
        tuple(groups),
        figures,
        _useful(parts) if EVERYBODY in figures.get(Measure.FEEDBACK, {}) else None,
        tuple(_continuity(cohort, happened, before) for cohort in happened.cohorts),
    )
    return board, _own(happened, parts)


def _useful(parts: Parts) -> bool:
    """Of everybody alone: most of a whole, beside most of nearly all of it, can tell what each of the rest said."""
    those = parts[Measure.FEEDBACK]
    return is_most(sum(each.useful for each in those), int(sum(each.value for each in those)))


def _groups(places: Iterable[Place]) -> dict[Group, frozenset[Place]]:
    """Everybody, then cohorts, sites and trades by their name: the order in which they are told when not all can be."""
    found: dict[Group, set[Place]] = defaultdict(set)
    for place in places:
        found[EVERYBODY].add(place)
        found[Group(Dimension.COHORT, place.cohort_id)].add(place)
        found[Group(Dimension.SITE, place.site)].add(place)
        found[Group(Dimension.TRADE, place.trade)].add(place)
    order = list(Dimension)
    ranked = sorted(found, key=lambda group: (order.index(group.dimension), group.id))
    return {group: frozenset(found[group]) for group in ranked}


def _told(
    parts: Sequence[Part], groups: Mapping[Group, frozenset[Place]], places: AbstractSet[Place]
) -> dict[Group, Figure]:
    """What may be told of one measure: of five ambassadors at least, and of five colleagues where it is theirs too."""
    people: dict[Place, set[str]] = {place: set() for place in places}
    others: dict[Place, set[str]] = {place: set() for place in places}
    values: dict[Place, Decimal] = defaultdict(Decimal)
    for part in parts:
        people[part.place].add(part.person_id)
        others[part.place] |= part.others
        values[part.place] += part.value
    told = tellable(list(groups.items()), people)
    if any(others.values()):
        told = tellable([(group, groups[group]) for group in told], others)
    return {group: _figure(groups[group], values, people) for group in told}


def _counted(figure: Figure) -> Figure:
    """A number of people is told as numbers of people are."""
    return Figure(Decimal(figure.people), figure.people)


def _figure(
    places: AbstractSet[Place], values: Mapping[Place, Decimal], people: Mapping[Place, AbstractSet[str]]
) -> Figure:
    who = set[str]().union(*(people[place] for place in places))
    return Figure(sum((values.get(place, Decimal()) for place in sorted(places)), Decimal()), at_least(len(who)) or 0)


def _continuity(cohort: Cohort, happened: Happened, before: AbstractSet[str]) -> Continuity:
    began = [term for term in happened.terms if term.cohort_id == cohort.id and _began(term, happened)]
    stayed = [term for term in began if _stayed(term, cohort, happened)]
    return Continuity(
        cohort.id,
        at_least(len(began)),
        at_least(len(stayed)),
        at_least(sum(term.state is TermState.RESTING for term in stayed)),
        at_least(sum(term.person_id in before for term in began)),
    )


def _began(term: Term, happened: Happened) -> bool:
    return term.began_at is not None and term.began_at < happened.end


def _stayed(term: Term, cohort: Cohort, happened: Happened) -> bool:
    if term.ended_at is None or term.ended_at >= happened.end:
        return True
    return term.ended_at.astimezone(happened.zone).date() >= cohort.ends_on


def _own(happened: Happened, parts: Parts) -> dict[str, OwnMonth]:
    lines: dict[str, dict[Measure, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for measure, those in parts.items():
        if isinstance(measure, Measure):
            for part in those:
                lines[part.person_id][measure] += part.value
    return {person_id: _own_month(happened, line) for person_id, line in lines.items()}


def _own_month(happened: Happened, line: Mapping[Measure, Decimal]) -> OwnMonth:
    counts = {name: int(line.get(measure, 0)) for name, measure in _COUNTS.items()}
    gains = (line.get(Measure.GAIN_CHECK_INS), line.get(Measure.GAIN_SHARES))
    return OwnMonth(happened.month, **counts, gain_hours=gains[0], gain_shares=gains[1])
