import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice

from passeur.delivery.shards import prefix_of
from passeur.directory.ports import Changes
from passeur.directory.summary import DirectorySummary
from passeur.people import Person
from passeur.storage.bundle import Storage

PREFIX = "7f"
# More than one transaction holds.
MANY = tuple(islice((each for number in count() if prefix_of(each := f"person-{number}") == PREFIX), 130))


def everybody_of(tenant: str) -> dict[str, Person | None]:
    return {person_id: Person(tenant, person_id, "Anne Martin") for person_id in MANY}


async def people_of(storage: Storage, tenant: str) -> dict[str, Person]:
    return {person.id: person async for page in storage.people.pages(tenant) for person in page}


async def test_a_whole_prefix_is_brought_to_what_is_wanted(storage: Storage, tenant: str) -> None:
    await storage.directory.change_all(tenant, PREFIX, lambda _: everybody_of(tenant))
    assert await people_of(storage, tenant) == everybody_of(tenant)

    def half_gone(known: Mapping[str, Person]) -> Changes:
        assert set(known) == set(MANY)
        return {each: None if number % 2 else replace(known[each], site="lyon") for number, each in enumerate(MANY)}

    await storage.directory.change_all(tenant, PREFIX, half_gone)
    left = await people_of(storage, tenant)
    assert (set(left), {person.site for person in left.values()}) == (set(MANY[::2]), {"lyon"})


async def test_two_changes_of_everybody_at_once_both_stay(storage: Storage, tenant: str) -> None:
    await storage.directory.change_all(tenant, PREFIX, lambda _: everybody_of(tenant))

    def with_site(known: Mapping[str, Person]) -> Changes:
        return {each: replace(person, site="lyon") for each, person in known.items() if person.site != "lyon"}

    def with_trade(known: Mapping[str, Person]) -> Changes:
        return {each: replace(person, trade="rh") for each, person in known.items() if person.trade != "rh"}

    await asyncio.gather(
        storage.directory.change_all(tenant, PREFIX, with_site),
        storage.directory.change_all(tenant, PREFIX, with_trade),
        storage.people.change(
            tenant, MANY[-1], lambda known: replace(known or Person(tenant, MANY[-1], ""), locale="en")
        ),
    )
    people = await people_of(storage, tenant)
    assert {(person.site, person.trade) for person in people.values()} == {("lyon", "rh")}
    assert people[MANY[-1]].locale == "en"


async def test_a_removed_person_is_gone_and_may_be_removed_again(storage: Storage, tenant: str) -> None:
    await storage.people.put(Person(tenant, "person-1", "Anne Martin"))
    await storage.directory.remove(tenant, "person-1")
    await storage.directory.remove(tenant, "person-1")
    assert await people_of(storage, tenant) == {}


async def test_a_summary_comes_back_as_it_was_put(storage: Storage, tenant: str) -> None:
    assert await storage.directory.summary(tenant) is None
    now = datetime(2026, 11, 20, 9, 30, 0, 5, tzinfo=UTC)
    for summary in (DirectorySummary(now), DirectorySummary(now, 9, 4, 3, 2, 7, 2, 1, now, now, 5)):
        await storage.directory.put_summary(tenant, summary)
        assert await storage.directory.summary(tenant) == summary
    assert await people_of(storage, tenant) == {}
