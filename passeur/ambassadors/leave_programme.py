"""Take a person out of the ambassador programme: what they did stays counted, under a pseudonym that nobody can follow.

Every step can be made again, and each finds what an earlier try left. Shares, people and roles are not the programme's,
and rows that only name the person are everybody's: see passeur.privacy.erase_person, of which this is one step.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from passeur.ambassadors.candidates import Candidate, CandidateState
from passeur.ambassadors.check_ins import CheckIn, CheckInState
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.reviews import Mark, Review
from passeur.ambassadors.terms import Ending, Term, TermState
from passeur.ambassadors.workshops import respondent_of
from passeur.backend import Backend
from passeur.errors import StorageUnavailable
from passeur.periods import Week

T = TypeVar("T")


async def leave_programme(person_id: str, stand_in: str, backend: Backend, *, now: datetime) -> None:
    """Leave no word of a person in the programme, and every total as it was.

    A term that was offered or in office ends. Nothing else of what they did, or of what others did with them, is lost.
    """
    tenant_id = backend.organisation.tenant_id
    cohorts = await backend.cohorts.all(tenant_id)
    for cohort in cohorts:
        await _leave_candidates(cohort, person_id, stand_in, backend)
        await _leave_term(cohort, person_id, stand_in, backend, now=now)
    await _leave_check_ins(cohorts, person_id, stand_in, backend)
    await _leave_feedback(cohorts, person_id, stand_in, backend)
    await backend.workshops.forget_host(tenant_id, person_id, stand_in)
    await _leave_boot_camp(person_id, stand_in, backend)
    await backend.guesses.forget(tenant_id, person_id)
    await backend.badges.forget(tenant_id, person_id)
    await backend.recognitions.forget(tenant_id, person_id)
    await backend.kpis.forget(tenant_id, person_id)


async def _leave_candidates(cohort: Cohort, person_id: str, stand_in: str, backend: Backend) -> None:
    """What reviewers found of them goes; the marks that they gave to others stay, without their words."""
    tenant_id = backend.organisation.tenant_id
    candidates, reviews = await backend.candidates.of_cohort(tenant_id, cohort.id)
    for review in reviews:
        if review.reviewer_id == person_id and review.person_id != person_id:
            await backend.candidates.review(_without_words(review, stand_in))
    for candidate in candidates:
        if candidate.person_id == person_id:
            left = _unnamed_candidate(candidate, cohort, stand_in)
            await backend.candidates.change(tenant_id, cohort.id, stand_in, partial(_first_or, left))
    await backend.candidates.forget(tenant_id, cohort.id, person_id)


async def _leave_term(cohort: Cohort, person_id: str, stand_in: str, backend: Backend, *, now: datetime) -> None:
    tenant_id = backend.organisation.tenant_id
    asking = [
        term.person_id
        async for page in backend.terms.pages(tenant_id, cohort.id)
        for term in page
        if term.handing_to == person_id
    ]
    for each in asking:
        await backend.terms.change(tenant_id, cohort.id, each, partial(_asking_nobody, asked=person_id, now=now))
    term = await backend.terms.get(tenant_id, cohort.id, person_id)
    if term is None:
        return
    left = replace(_ended(term, now), person_id=stand_in, recognised=False, etag="")
    await backend.terms.change(tenant_id, cohort.id, stand_in, partial(_first_or, left))
    await backend.terms.forget(tenant_id, cohort.id, person_id)


async def _leave_check_ins(cohorts: Sequence[Cohort], person_id: str, stand_in: str, backend: Backend) -> None:
    if not cohorts:
        return
    tenant_id = backend.organisation.tenant_id
    first, last = _weeks_of(cohorts)
    own = [
        check_in
        async for page in backend.check_ins.between(tenant_id, first, last)
        for check_in in page
        if check_in.person_id == person_id
    ]
    for check_in in own:
        left = _unnamed_check_in(check_in, stand_in)
        await backend.check_ins.change(
            tenant_id, check_in.cohort_id, check_in.period, stand_in, partial(_first_or, left)
        )
        await backend.check_ins.forget(tenant_id, check_in.cohort_id, check_in.period, person_id)


async def _leave_feedback(cohorts: Sequence[Cohort], person_id: str, stand_in: str, backend: Backend) -> None:
    """What they said of the workshops of others: whoever knows their id could work out under which pseudonym."""
    if not cohorts:
        return
    async for workshop, feedback in backend.workshops.between(backend.organisation.tenant_id, *_weeks_of(cohorts)):
        theirs = respondent_of(workshop, person_id)
        for answer in feedback:
            if answer.respondent == theirs:
                left = replace(answer, respondent=respondent_of(workshop, stand_in))
                await backend.workshops.answer(workshop, left)
                await backend.workshops.forget_answer(workshop, theirs)


async def _leave_boot_camp(person_id: str, stand_in: str, backend: Backend) -> None:
    tenant_id = backend.organisation.tenant_id
    progress = await backend.progress.get(tenant_id, person_id)
    if progress.done:
        await backend.progress.change(tenant_id, stand_in, lambda _: progress)
    await backend.progress.forget(tenant_id, person_id)


def _weeks_of(cohorts: Sequence[Cohort]) -> tuple[Week, Week]:
    """From the first week of any term to the last one."""
    first, last = min(cohort.starts_on for cohort in cohorts), max(cohort.ends_on for cohort in cohorts)
    return Week.of_day(first), Week.of_day(last)


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
