"""What the ambassador programme holds of people: one look through it, however many they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from passeur.ambassadors.candidates import Candidate
from passeur.ambassadors.check_ins import CheckIn
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.reviews import Review
from passeur.ambassadors.terms import Term
from passeur.ambassadors.workshops import Feedback, Workshop, respondents_of
from passeur.backend import Backend
from passeur.periods import Week


@dataclass(slots=True)
class Found:
    """What the programme holds of one of several people.

    `reviews` are theirs of anybody else than those, `forgotten` every one that they wrote or are reviewed in; `asked`
    are the terms of anybody else that they were to take over.
    """

    candidates: list[tuple[Cohort, Candidate]] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    forgotten: list[Review] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    asked: list[Term] = field(default_factory=list)
    check_ins: list[CheckIn] = field(default_factory=list)
    feedback: list[tuple[Workshop, Feedback]] = field(default_factory=list)


async def find_in_programme(people: Iterable[str], backend: Backend) -> Mapping[str, Found]:
    """By the id of each of these people."""
    found = {person_id: Found() for person_id in people}
    tenant_id = backend.organisation.tenant_id
    cohorts = await backend.cohorts.all(tenant_id) if found else []
    for cohort in cohorts:
        candidates, reviews = await backend.candidates.of_cohort(tenant_id, cohort.id)
        _note_candidates(found, cohort, candidates)
        _note_reviews(found, reviews)
        async for terms in backend.terms.pages(tenant_id, cohort.id):
            _note_terms(found, terms)
    if cohorts:
        first, last = _weeks_of(cohorts)
        async for check_ins in backend.check_ins.between(tenant_id, first, last):
            _note_check_ins(found, check_ins)
        async for workshop, feedback in backend.workshops.between(tenant_id, first, last):
            _note_feedback(found, workshop, feedback)
    return found


def _note_candidates(found: Mapping[str, Found], cohort: Cohort, candidates: Iterable[Candidate]) -> None:
    for candidate in candidates:
        if candidate.person_id in found:
            found[candidate.person_id].candidates.append((cohort, candidate))


def _note_reviews(found: Mapping[str, Found], reviews: Iterable[Review]) -> None:
    for review in reviews:
        for person_id in sorted({review.reviewer_id, review.person_id} & found.keys()):
            found[person_id].forgotten.append(review)
        if review.reviewer_id in found and review.person_id not in found:
            found[review.reviewer_id].reviews.append(review)


def _note_terms(found: Mapping[str, Found], terms: Iterable[Term]) -> None:
    for term in terms:
        if term.person_id in found:
            found[term.person_id].terms.append(term)
        elif term.handing_to and term.handing_to in found:
            found[term.handing_to].asked.append(term)


def _note_check_ins(found: Mapping[str, Found], check_ins: Iterable[CheckIn]) -> None:
    for check_in in check_ins:
        if check_in.person_id in found:
            found[check_in.person_id].check_ins.append(check_in)


def _note_feedback(found: Mapping[str, Found], workshop: Workshop, feedback: Sequence[Feedback]) -> None:
    """Under which pseudonym of a workshop somebody answered follows from their id, and leads to nobody's."""
    if not feedback:
        return
    theirs = respondents_of(workshop, found)
    for answer in feedback:
        if answer.respondent in theirs:
            found[theirs[answer.respondent]].feedback.append((workshop, answer))


def _weeks_of(cohorts: Sequence[Cohort]) -> tuple[Week, Week]:
    """From the first week of any term to the last one."""
    first, last = min(cohort.starts_on for cohort in cohorts), max(cohort.ends_on for cohort in cohorts)
    return Week.of_day(first), Week.of_day(last)
