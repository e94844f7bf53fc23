import asyncio
from dataclasses import replace

import pytest

from passeur.delivery.addresses import Address, Channel, ConversationKind
from passeur.delivery.shards import prefix_of
from passeur.people import Person, Role, Topic
from passeur.storage.bundle import Storage
from passeur.storage.keys import person_partition
from passeur.storage.people_table import PeopleTable
from passeur.storage.table import Put
from tests.storage.samples import CHAT, NOW


async def test_a_person_comes_back_as_they_were_put(storage: Storage, tenant: str) -> None:
    person = Person(tenant, "person-1", "Maëlys O’Connor 🙂", "achats", "lyon", "en", CHAT, introduced=True)
    await storage.people.put(person)
    assert await storage.people.get(tenant, "person-1") == person


@pytest.mark.parametrize("declined", [frozenset(), frozenset({Topic.BRIEF}), frozenset(Topic)])
async def test_what_the_directory_says_and_what_somebody_declined_come_back(
    storage: Storage, tenant: str, declined: frozenset[Topic]
) -> None:
    person = Person(
        tenant,
        "person-1",
        "Anne Martin",
        email="anne.o’connor@exemple.fr",
        manager_id="person-2",
        active=False,
        directory="graph",
        paused_until=NOW,
        declined=declined,
        teams_id="29:anne",
        chat_closed=True,
    )
    await storage.people.put(person)
    assert await storage.people.get(tenant, "person-1") == person


async def test_a_row_from_before_there_was_a_directory_is_somebody_who_is_there(storage: Storage, tenant: str) -> None:
    assert isinstance(storage.people, PeopleTable)
    old = {"name": "Anne Martin", "trade": "achats", "locale": "fr", "introduced": True}
    keys = {"PartitionKey": person_partition(tenant, "person-1"), "RowKey": "person-1"}
    await storage.people.table.write(Put({**keys, **old}))
    person = Person(tenant, "person-1", "Anne Martin", "achats", introduced=True)
    assert await storage.people.get(tenant, "person-1") == person
    assert [each async for page in storage.people.pages(tenant) for each in page] == [person]


async def test_everybody_comes_in_the_order_of_their_prefix(storage: Storage, tenant: str) -> None:
    people = [Person(tenant, f"person-{n}", f"Anne {n}", active=n % 3 > 0) for n in range(40)]
    for person in (*people, Person(f"{tenant}-2", "person-1", "Somebody else")):
        await storage.people.put(person)
    found = [each async for page in storage.people.pages(tenant) for each in page]
    assert found == sorted(people, key=lambda person: (prefix_of(person.id), person.id))
    assert [each async for page in storage.people.pages(f"{tenant}-3") for each in page] == []


async def test_a_person_who_said_nothing_comes_back_without_trade_site_or_address(
    storage: Storage, tenant: str
) -> None:
    person = Person(tenant, "person-1", "")
    await storage.people.put(person)
    assert await storage.people.get(tenant, "person-1") == person


async def test_the_last_word_about_a_person_replaces_the_first_one_whole(storage: Storage, tenant: str) -> None:
    first = Person(tenant, "person-1", "Anne Martin", "achats", "lyon", "fr", CHAT)
    last = replace(first, trade=None, site=None, address=None, introduced=True)
    await storage.people.put(first)
    await storage.people.put(last)
    assert await storage.people.get(tenant, "person-1") == last


async def test_of_five_who_introduce_somebody_at_once_one_is_the_first(storage: Storage, tenant: str) -> None:
    def introduced(known: Person | None) -> Person:
        return replace(known or Person(tenant, "person-1", "Anne Martin"), introduced=True)

    changes = await asyncio.gather(*(storage.people.change(tenant, "person-1", introduced) for _ in range(5)))
    assert [before is None for before, _ in changes].count(True) == 1


async def test_two_changes_at_once_both_stay(storage: Storage, tenant: str) -> None:
    await storage.people.put(Person(tenant, "person-1", "Anne Martin"))
    await asyncio.gather(
        storage.people.change(tenant, "person-1", lambda known: replace(_known(known), trade="achats")),
        storage.people.change(tenant, "person-1", lambda known: replace(_known(known), site="lyon")),
    )
    person = _known(await storage.people.get(tenant, "person-1"))
    assert (person.trade, person.site) == ("achats", "lyon")


def _known(person: Person | None) -> Person:
    assert person is not None
    return person


async def test_nobody_is_found_in_another_tenant(storage: Storage, tenant: str) -> None:
    await storage.people.put(Person(tenant, "person-1", "Anne Martin"))
    assert await storage.people.get(f"{tenant}-2", "person-1") is None
    assert await storage.people.get(tenant, "person-2") is None


@pytest.mark.parametrize("odd", ["a/b", "a\\b", "a#b", "a?b", "a|b", "", "é", "a b", "a\n", "a\x7f", "x" * 201])
async def test_an_id_that_cannot_be_a_key_is_refused_before_storage(storage: Storage, tenant: str, odd: str) -> None:
    with pytest.raises(ValueError, match="key"):
        await storage.people.get(tenant, odd)
    with pytest.raises(ValueError, match="key"):
        await storage.people.put(Person(odd, "person-1", "Anne Martin"))


async def test_a_role_is_held_from_grant_to_revoke(storage: Storage, tenant: str) -> None:
    roles, lead = storage.roles, Role.PROGRAMME_LEAD
    assert not await roles.has(tenant, "person-1", lead)
    await roles.grant(tenant, "person-1", lead)
    await roles.grant(tenant, "person-1", lead)
    await roles.grant(tenant, "person-2", lead)
    assert await roles.has(tenant, "person-1", lead)
    assert sorted(await roles.holders(tenant, lead)) == ["person-1", "person-2"]
    await roles.revoke(tenant, "person-1", lead)
    await roles.revoke(tenant, "person-1", lead)
    assert not await roles.has(tenant, "person-1", lead)
    assert await roles.holders(tenant, lead) == ["person-2"]
    assert await roles.holders(f"{tenant}-2", lead) == []


def _channel(tenant: str, team: str, conversation: str) -> Channel:
    return Channel(tenant, team, Address(conversation, "https://smba.example/", ConversationKind.CHANNEL))


async def test_a_team_has_one_channel_and_the_chosen_one_wins(storage: Storage, tenant: str) -> None:
    heard = _channel(tenant, "19:team/1?#", "19:heard")
    chosen = _channel(tenant, "19:team/1?#", "19:chosen")
    await storage.channels.add_if_missing(heard)
    assert await storage.channels.all(tenant) == [heard]
    await storage.channels.put(chosen)
    await storage.channels.add_if_missing(heard)
    assert await storage.channels.all(tenant) == [chosen]


async def test_a_removed_team_has_no_channel_any_more(storage: Storage, tenant: str) -> None:
    first, second = _channel(tenant, "team-1", "19:a"), _channel(tenant, "team-2", "19:b")
    for channel in (first, second):
        await storage.channels.put(channel)
    await storage.channels.remove(tenant, "team-1")
    await storage.channels.remove(tenant, "team-1")
    assert await storage.channels.all(tenant) == [second]
    assert await storage.channels.all(f"{tenant}-2") == []


async def test_the_people_of_a_manager_are_found_wherever_they_are(storage: Storage, tenant: str) -> None:
    team = [Person(tenant, f"member-{number}", f"Membre {number}", manager_id="boss") for number in range(40)]
    others = [Person(tenant, "a", "Autre", manager_id="somebody"), Person(tenant, "b", "Seul")]
    stranger = Person(f"{tenant}-b", "c", "Ailleurs", manager_id="boss")
    for person in (*team, *others, stranger, replace(others[1], id="boss")):
        await storage.people.put(person)
    found = await storage.people.reporting_to(tenant, "boss")
    assert sorted(found, key=lambda person: person.id) == sorted(team, key=lambda person: person.id)
    assert await storage.people.reporting_to(tenant, "member-1") == []
