"""A cohort as the rules propose it: who, why, who waits, and which aims cannot be reached. People decide."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.coverage import is_major
from passeur.ambassadors.reviews import Review
from passeur.ambassadors.selection import Problem, merit_of, profile_of
from passeur.ambassadors.selection_reasons import Ground, Reason, reasons_of
from passeur.ambassadors.selection_solver import choose
from passeur.ambassadors.shortfalls import Shortfall, shortfalls_of
from passeur.directory.headcounts import Headcounts
from passeur.organisation import Organisation


class Part(StrEnum):
    """Where a candidate stands in a proposal. `unreviewed` candidates have too few reviews to be proposed."""

    CHOSEN = "chosen"
    WAITING = "waiting"
    LEFT_OUT = "left_out"
    UNREVIEWED = "unreviewed"


# What a candidate becomes when the proposal is published.
STATES: Mapping[Part, CandidateState] = {
    Part.CHOSEN: CandidateState.SELECTED,
    Part.WAITING: CandidateState.WAITING,
    Part.LEFT_OUT: CandidateState.NOT_SELECTED,
    Part.UNREVIEWED: CandidateState.NOT_SELECTED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate in a proposal. `rank` counts from 1 in the part; `merit` is None for too few reviews."""

    candidate: Candidate
    part: Part
    rank: int
    merit: int | None
    reason: Reason
    is_manager: bool


@dataclass(frozen=True, slots=True)
class Material:
    """What a proposal is made from, read once. `reviews` are those that count (see `impartial`)."""

    cohort: Cohort
    candidates: Sequence[Candidate]
    reviews: Sequence[Review]
    managers: Collection[str]
    headcounts: Headcounts | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Every candidate who is to be decided about, and what the aims lack."""

    cohort: Cohort
    parts: Mapping[Part, Sequence[Line]]
    shortfalls: Sequence[Shortfall]

    @property
    def version(self) -> int:
        """A number that changes with who is proposed, waits or is left out: what somebody saw is what they publish."""
        told = ";".join(f"{part}:{line.candidate.person_id}" for part in Part for line in self.parts[part])
        return int(hashlib.sha256(told.encode()).hexdigest()[:7], 16)

    @property
    def lines(self) -> Sequence[Line]:
        return [line for part in Part for line in self.parts[part]]


def propose(material: Material, organisation: Organisation) -> Proposal:
    """The best cohort for the candidates of now. Seconds of computing: not for an event loop."""
    applied = [each for each in material.candidates if each.state is CandidateState.APPLIED]
    reviews: dict[str, list[Review]] = {each.person_id: [] for each in applied}
    for review in material.reviews:
        if review.person_id in reviews:
            reviews[review.person_id].append(review)
    merits = {person_id: merit_of(found) for person_id, found in reviews.items()}
    problem = problem_of(material, applied, merits, organisation)
    chosen, known_reasons = _choice(problem)
    reasons = dict(known_reasons)
    for each in applied:
        if each.person_id not in reasons:
            reasons[each.person_id] = Reason(Ground.FEW_REVIEWS, str(len(reviews[each.person_id])))
    parts = _parts(problem, chosen, applied)
    lines = {
        part: [
            Line(each, part, rank, merits[each.person_id], reasons[each.person_id], each.person_id in material.managers)
            for rank, each in enumerate(people, 1)
        ]
        for part, people in parts.items()
    }
    unreviewed = len(lines[Part.UNREVIEWED])
    headcounts = _of_the_call(material)
    return Proposal(material.cohort, lines, shortfalls_of(problem, chosen, headcounts, unreviewed))


@lru_cache(maxsize=4)
def _choice(problem: Problem) -> tuple[frozenset[str], Mapping[str, Reason]]:
    """Who is chosen, and why each person is or is not.

    One page after another asks for the same; among thousands, a page that came too late for its reader is there when
    they ask again.
    """
    chosen = choose(problem)
    return chosen, reasons_of(problem, chosen)


def _of_the_call(material: Material) -> Headcounts | None:
    """The people for whom the call is: whoever has no known trade or site counts when it is for everybody."""
    call, known = material.cohort.call, material.headcounts
    if known is None:
        return None
    return replace(known, people={place: count for place, count in known.people.items() if call.is_for(*place)})


def problem_of(
    material: Material, applied: Sequence[Candidate], merits: Mapping[str, int | None], organisation: Organisation
) -> Problem:
    """Whom the rules may choose from: those with enough reviews, and those about whom the programme lead decided."""
    proportions = organisation.proportions
    profiles = [
        profile_of(
            each,
            merit or 0,
            is_manager=each.person_id in material.managers,
            technical_trades=proportions.technical_trades,
            kept=each.kept,
        )
        for each in applied
        if (merit := merits[each.person_id]) is not None or each.kept
    ]
    call, headcounts = material.cohort.call, material.headcounts
    trades = {each for each in organisation.trade_ids() if not call.trades or each in call.trades}
    sites = {each for each in organisation.site_ids() if not call.sites or each in call.sites}
    if headcounts is not None:
        by_trade, by_site = headcounts.by_trade(), headcounts.by_site()
        trades = {trade for trade in trades if is_major(by_trade[trade], proportions)}
        sites = {site for site in sites if by_site[site]}
    return Problem.of(profiles, wanted=call.wanted, trades=trades, sites=sites, proportions=proportions)


def _parts(
    problem: Problem, chosen: Collection[str], applied: Sequence[Candidate]
) -> Mapping[Part, Sequence[Candidate]]:
    """The best marks first in each part. The waiting list is half as long as there are places to take."""
    people = {each.person_id: each for each in applied}
    best_first = sorted(enumerate(problem.profiles), key=lambda one: (-one[1].merit, one[0]))
    ordered = [each for _, each in best_first]
    others = [each for each in ordered if each.person_id not in chosen]
    can_wait = [each.person_id for each in others if each.kept is None]
    waiting = can_wait[: -(-problem.wanted // 2)]
    known = {each.person_id for each in problem.profiles}
    return {
        Part.CHOSEN: [people[each.person_id] for each in ordered if each.person_id in chosen],
        Part.WAITING: [people[person_id] for person_id in waiting],
        Part.LEFT_OUT: [people[each.person_id] for each in others if each.person_id not in waiting],
        Part.UNREVIEWED: [each for each in applied if each.person_id not in known],
    }
