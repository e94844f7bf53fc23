"""A selection as those who steer the programme read it: proposed by the rules, then decided."""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from passeur.ambassadors.candidates import Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.make_proposal import read_material
from passeur.ambassadors.places import free_places, next_to_offer, terms_of
from passeur.ambassadors.proposal import Line, Material, Part, propose
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.reviews import Review
from passeur.ambassadors.selection import merit_of
from passeur.ambassadors.selection_decision import SelectionDecision
from passeur.ambassadors.selection_reasons import Ground, Reason
from passeur.ambassadors.shortfalls import Shortfall
from passeur.backend import Backend

ON_A_PAGE = 6
_PARTS = {
    CandidateState.SELECTED: Part.CHOSEN,
    CandidateState.WAITING: Part.WAITING,
    CandidateState.NOT_SELECTED: Part.LEFT_OUT,
}


@dataclass(frozen=True, slots=True)
class Balance:
    """Who is chosen, counted for each aim."""

    people: int
    ways: Mapping[Way, int]
    seniorities: Mapping[Seniority, int]
    managers: int
    technical: int
    trades: int
    sites: int


@dataclass(frozen=True, slots=True)
class SelectionPage:
    """One page of one part of a selection, and what is the same on every page.

    `version` names the proposal that is shown; `decision` is there once it was published. `names` are those of the
    people on this page, and of `next_waiting`, whom a free place can be offered to.
    """

    cohort: Cohort
    part: Part
    number: int
    pages: int
    lines: Sequence[Line]
    names: Mapping[str, str]
    counts: Mapping[Part, int]
    balance: Balance
    shortfalls: Sequence[Shortfall]
    version: int
    decision: SelectionDecision | None = None
    free: int = 0
    next_waiting: str | None = None


async def see_selection(
    cohort_id: str, part: Part, number: int, backend: Backend, *, reader: str, is_lead: bool
) -> SelectionPage:
    """Declined for an unknown call, and for a reader who is a candidate in it and does not lead the programme."""
    tenant_id = backend.organisation.tenant_id
    cohort = await backend.cohorts.get(tenant_id, cohort_id)
    if cohort is None:
        raise Declined(Why.CALL_UNKNOWN)
    decision, material = await asyncio.gather(
        backend.selections.get(tenant_id, cohort_id), read_material(cohort, backend)
    )
    if not is_lead and any(each.person_id == reader for each in material.candidates):
        raise Declined(Why.OWN_REVIEW)
    shortfalls: Sequence[Shortfall] = ()
    version = 0
    if decision is None and cohort.has_a_call_under_way:
        # The solver takes a second of processor for large calls: the event loop serves others meanwhile.
        proposal = await asyncio.to_thread(propose, material, backend.organisation)
        parts, shortfalls, version = proposal.parts, proposal.shortfalls, proposal.version
    else:
        parts = decided_parts(material)
    terms = await terms_of(cohort, backend) if decision is not None else {}
    free = free_places(cohort, material.candidates, terms) if decision is not None else 0
    waiting = [line.candidate.person_id for line in parts[Part.WAITING]]
    return await _page(
        SelectionPage(
            cohort,
            part,
            number,
            0,
            (),
            {},
            {each: len(parts[each]) for each in Part},
            _balance(parts[Part.CHOSEN], backend.organisation.proportions.technical_trades),
            shortfalls,
            version,
            decision,
            free,
            next_to_offer(waiting, terms) if free else None,
        ),
        parts[part],
        backend,
    )


def decided_parts(material: Material) -> Mapping[Part, Sequence[Line]]:
    """What became of each candidate, in the order of their ranks; whoever withdrew is not among them."""
    reviews: dict[str, list[Review]] = {each.person_id: [] for each in material.candidates}
    for review in material.reviews:
        reviews.get(review.person_id, []).append(review)
    parts: dict[Part, list[Line]] = {part: [] for part in Part}
    for each in sorted(material.candidates, key=lambda one: (one.rank, one.person_id)):
        if each.state in _PARTS:
            part = _PARTS[each.state]
            rank = len(parts[part]) + 1
            merit, is_manager = merit_of(reviews[each.person_id]), each.person_id in material.managers
            parts[part].append(Line(each, part, rank, merit, reason_in(each), is_manager))
    return parts


def reason_in(candidate: Candidate) -> Reason:
    """The reason that was written when it was decided."""
    return Reason.parse(candidate.reasons[0]) if candidate.reasons else Reason(Ground.DECISION)


async def _page(page: SelectionPage, lines: Sequence[Line], backend: Backend) -> SelectionPage:
    pages = max(1, -(-len(lines) // ON_A_PAGE))
    number = min(max(0, page.number), pages - 1)
    shown = lines[number * ON_A_PAGE :][:ON_A_PAGE]
    wanted = {line.candidate.person_id for line in shown} | ({page.next_waiting} if page.next_waiting else set())
    return replace(page, number=number, pages=pages, lines=shown, names=await _names(wanted, backend))


async def _names(person_ids: Collection[str], backend: Backend) -> Mapping[str, str]:
    tenant_id, asked = backend.organisation.tenant_id, sorted(person_ids)
    people = await asyncio.gather(*(backend.people.get(tenant_id, each) for each in asked))
    return {person_id: person.name if person else "" for person_id, person in zip(asked, people, strict=True)}


def _balance(lines: Sequence[Line], technical_trades: Collection[str]) -> Balance:
    candidates = [line.candidate for line in lines]
    return Balance(
        len(lines),
        Counter(each.way for each in candidates),
        Counter(each.seniority for each in candidates),
        sum(line.is_manager for line in lines),
        sum(each.trade in technical_trades for each in candidates),
        len({each.trade for each in candidates}),
        len({each.site for each in candidates}),
    )
