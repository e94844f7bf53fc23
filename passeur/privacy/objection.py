from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from passeur.people import Person
from passeur.ports import PeopleRepository


async def object_to_it(newcomer: Person, *, people: PeopleRepository, now: datetime) -> Person:
    """Send nothing unasked to somebody, look for them nowhere and count them in no digest; the first day stays.

    `newcomer` is who they are to be when nothing is stored of them yet.
    """
    return await _change(newcomer, lambda person: replace(person, objected_at=person.objected_at or now), people)


async def take_objection_back(newcomer: Person, *, people: PeopleRepository) -> Person:
    return await _change(newcomer, lambda person: replace(person, objected_at=None), people)


async def _change(newcomer: Person, change: Callable[[Person], Person], people: PeopleRepository) -> Person:
    _, after = await people.change(newcomer.tenant_id, newcomer.id, lambda known: change(known or newcomer))
    return after
