"""The rows of the ambassador programme, as its own repositories write them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from infra.local.demo.ambassadors.story import Programme
from passeur.ambassadors.badges import Badge
from passeur.storage.bundle import Storage

T = TypeVar("T")


async def put_programme(programme: Programme, storage: Storage) -> None:
    """Write a story into a storage that has nothing of it; a story is written in batches from there."""
    for cohort in programme.cohorts:
        await storage.cohorts.create(cohort)
    for decision in programme.decisions:
        await storage.decisions.add(decision)
    for measure in programme.measures:
        await storage.literacy.add(measure)
    await _put_selections(programme, storage)
    await _put_ambassadors(programme, storage)


async def _put_selections(programme: Programme, storage: Storage) -> None:
    tenant_id = programme.cohorts[0].tenant_id
    for candidate in programme.candidates:
        await storage.candidates.change(tenant_id, candidate.cohort_id, candidate.person_id, being(candidate))
    for review in programme.reviews:
        await storage.candidates.review(review)
    for selection in programme.selections:
        await storage.selections.decide(selection)


async def _put_ambassadors(programme: Programme, storage: Storage) -> None:
    tenant_id = programme.cohorts[0].tenant_id
    for term in programme.terms:
        await storage.terms.change(tenant_id, term.cohort_id, term.person_id, being(term))
    for person_id, progress in programme.progress.items():
        await storage.progress.change(tenant_id, person_id, being(progress))
    for check_in in programme.check_ins:
        await storage.check_ins.change(
            tenant_id, check_in.cohort_id, check_in.period, check_in.person_id, being(check_in)
        )
    for meeting in programme.meetings:
        workshop = await storage.workshops.add(meeting.workshop)
        for feedback in meeting.feedback:
            await storage.workshops.answer(workshop, feedback)


async def put_badges(badges: Sequence[Badge], storage: Storage) -> None:
    for badge in badges:
        await storage.badges.reserve(badge.tenant_id, badge.place)
        await storage.badges.change(badge.tenant_id, badge.person_id, badge.id, being(badge))


def being(thing: T) -> Callable[[object], T]:
    """A change to this, whatever was there."""
    return lambda _: thing
