"""The places of a cohort: who holds one, and how many are free."""

from collections.abc import Iterable, Mapping, Sequence

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.backend import Backend


def holders(candidates: Iterable[Candidate], terms: Mapping[str, Term]) -> frozenset[str]:
    """Who holds a place of the call now: those who were selected, or the colleague who took over from them.

    A place came back when its holder withdrew, did not sign or left. Somebody who was asked to carry on from an earlier
    cohort holds none of them: they came beside the call.
    """
    first = [
        each.person_id for each in candidates if each.state is CandidateState.SELECTED or _handed_over(each, terms)
    ]
    return frozenset(who for each in first if (who := _last_holder(each, terms)) is not None)


def free_places(cohort: Cohort, candidates: Iterable[Candidate], terms: Mapping[str, Term]) -> int:
    return max(0, cohort.call.wanted - len(holders(candidates, terms)))


def next_to_offer(waiting: Sequence[str], terms: Mapping[str, Term]) -> str | None:
    """The first of a waiting list who was not in the cohort otherwise meanwhile, by taking over from a colleague."""
    return next((each for each in waiting if each not in terms), None)


async def terms_of(cohort: Cohort, backend: Backend) -> Mapping[str, Term]:
    return {term.person_id: term async for page in backend.terms.pages(cohort.tenant_id, cohort.id) for term in page}


def _handed_over(candidate: Candidate, terms: Mapping[str, Term]) -> bool:
    # Whoever withdraws their candidacy after they handed over takes no place from their successor.
    term = terms.get(candidate.person_id)
    return term is not None and term.ending is Ending.HANDED_OVER


def _last_holder(person_id: str, terms: Mapping[str, Term]) -> str | None:
    """Along the hand-overs; None when the last of them left. Whoever has no term yet was promised one."""
    who, seen = person_id, {person_id}
    while (term := terms.get(who)) is not None and term.state is TermState.ENDED:
        if term.ending is not Ending.HANDED_OVER or term.successor_id is None or term.successor_id in seen:
            return None
        who = term.successor_id
        seen.add(who)
    return who
