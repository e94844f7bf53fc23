"""Take people out of the ambassador programme: what they did stays counted, under pseudonyms that nobody can follow.

Where they are in the programme is looked for once for all of them (find_in_programme), a while before each one's turn:
what leaves is read again then. Every step can be made again, and each finds what an earlier try left. Shares, people
and roles are not the programme's, and rows that only name somebody are everybody's: see passeur.privacy.erase_people,
of which this is one step.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.find_in_programme import Found
from passeur.ambassadors.reviews import Mark, Review
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.workshops import respondent_of
from passeur.backend import Backend
from passeur.errors import StorageUnavailable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves, and the pseudonym that takes their place."""

    person_id: str
    stand_in: str


async def leave_programme(leaving: Leaving, found: Found, backend: Backend, *, now: datetime) -> None:
    """Leave no word of a person in the programme, and every total as it was.

    A term that was offered or in office ends. Nothing else of what they did, or of what others did with them, is lost.
    """
    tenant_id, person_id = backend.organisation.tenant_id, leaving.person_id
    await _leave_candidates(leaving, found, backend)
    await _leave_terms(leaving, found, backend, now=now)
    for was in found.check_ins:
        where = tenant_id, was.cohort_id, was.period
        check_in = await backend.check_ins.get(*where, person_id)
        if check_in is None:
            continue
        left = _unnamed_check_in(check_in, leaving.stand_in)
        await backend.check_ins.change(*where, leaving.stand_in, partial(_first_or, left))
        await backend.check_ins.forget(*where, person_id)
    await _leave_feedback(leaving, found, backend)
    await _leave_boot_camp(person_id, leaving.stand_in, backend)
    await backend.guesses.forget(tenant_id, person_id)
    await backend.badges.forget(tenant_id, person_id)
    await backend.recognitions.forget(tenant_id, person_id)
    await backend.kpis.forget(tenant_id, person_id)


async def leave_workshops(leaving: Leaving, backend: Backend) -> None:
    """Leave what they hosted to the pseudonym: once nobody who leaves has an answer there that must find its host."""
    await backend.workshops.forget_host(backend.organisation.tenant_id, leaving.person_id, leaving.stand_in)


async def _leave_candidates(leaving: Leaving, found: Found, backend: Backend) -> None:
    """What reviewers found of them goes; the marks that they gave to others stay, without their words."""
    tenant_id, person_id = backend.organisation.tenant_id, leaving.person_id
    for review in found.reviews:
        await backend.candidates.review(_without_words(review, leaving.stand_in))
    for cohort, _ in found.candidates:
        candidate = await backend.candidates.get(tenant_id, cohort.id, person_id)
        if candidate is None:
            continue
        left = _unnamed_candidate(candidate, cohort, leaving.stand_in)
        await backend.candidates.change(tenant_id, cohort.id, leaving.stand_in, partial(_first_or, left))
    for review in found.forgotten:
        await backend.candidates.forget_review(tenant_id, review.cohort_id, review.person_id, review.reviewer_id)
    for cohort, _ in found.candidates:
        # Those as well that were sent in meanwhile; once there is no candidate, nobody is reviewed any more.
        await backend.candidates.forget_reviews(tenant_id, cohort.id, person_id)
        await backend.candidates.forget(tenant_id, cohort.id, person_id)


async def _leave_terms(leaving: Leaving, found: Found, backend: Backend, *, now: datetime) -> None:
    tenant_id, person_id = backend.organisation.tenant_id, leaving.person_id
    for asking in found.asked:
        asking_nobody = partial(_asking_nobody, asked=person_id, now=now)
        await backend.terms.change(tenant_id, asking.cohort_id, asking.person_id, asking_nobody)
    # What they were asked to take over, they may have taken over meanwhile.
    for cohort_id in dict.fromkeys(each.cohort_id for each in (*found.terms, *found.asked)):
        term = await backend.terms.get(tenant_id, cohort_id, person_id)
        if term is None:
            continue
        left = replace(_ended(term, now), person_id=leaving.stand_in, recognised=False, etag="")
        await backend.terms.change(tenant_id, cohort_id, leaving.stand_in, partial(_as_it_ended, left))
        await backend.terms.forget(tenant_id, cohort_id, person_id)


async def _leave_feedback(leaving: Leaving, found: Found, backend: Backend) -> None:
    """What they said of the workshops of others: whoever knows their id could work out under which pseudonym."""
    for workshop, answer in found.feedback:
        left = replace(answer, respondent=respondent_of(workshop, leaving.stand_in))
        await backend.workshops.answer(workshop, left)
        await backend.workshops.forget_answer(workshop, answer.respondent)


async def _leave_boot_camp(person_id: str, stand_in: str, backend: Backend) -> None:
    tenant_id = backend.organisation.tenant_id
    progress = await backend.progress.get(tenant_id, person_id)
    if progress.done:
        await backend.progress.change(tenant_id, stand_in, lambda _: progress)
    await backend.progress.forget(tenant_id, person_id)


def _unnamed_candidate(candidate: Candidate, cohort: Cohort, stand_in: str) -> Candidate:
    """Somebody who can no longer be chosen, without a word of theirs or about them."""
    return replace(
        candidate,
        person_id=stand_in,
        state=CandidateState.WITHDRAWN if cohort.has_a_call_under_way else candidate.state,
        statement="",
        override_reason="",
        etag="",
    )


def _without_words(review: Review, stand_in: str) -> Review:
    marks = {criterion: Mark(mark.value) for criterion, mark in review.marks.items()}
    return replace(review, reviewer_id=stand_in, marks=marks)


def _ended(term: Term, now: datetime) -> Term:
    if term.state is TermState.ENDED:
        return term
    return term.ended(Ending.THANKED if term.is_in_office else Ending.DECLINED, now)


def _as_it_ended(left: Term, there: Term | None) -> Term:
    """What an earlier try wrote stays, unless the person's own term ended otherwise since."""
    same = there is not None and (there.ending, there.successor_id) == (left.ending, left.successor_id)
    return there if there is not None and same else left


def _asking_nobody(term: Term | None, *, asked: str, now: datetime) -> Term:
    if term is None:
        raise StorageUnavailable("a term was there and cannot be read")
    return term.handing_over_to(None, now) if term.handing_to == asked else term


def _unnamed_check_in(check_in: CheckIn, stand_in: str) -> CheckIn:
    """The same numbers and themes, without a word; nobody is asked again, and nothing is passed on."""
    state = CheckInState.SKIPPED if check_in.state is CheckInState.SNOOZED else check_in.state
    return replace(
        check_in,
        person_id=stand_in,
        state=state,
        blocker_text="",
        help_text="",
        may_ask_peers=False,
        until=None,
        etag="",
    )


def _first_or(made: T, there: T | None) -> T:
    """What an earlier try wrote stays."""
    return made if there is None else there
