from collections import Counter
from dataclasses import replace

import pytest

from infra.local.cast import CAST, DPO
from infra.local.company_chats.refusals import BLOCKED, GONE, refusal_of
from infra.local.demo.ambassadors.story import Programme
from infra.local.demo.chats import chats_url, with_chats
from infra.local.demo.history import History
from infra.local.demo.load import load
from infra.local.demo.move_chats import move_chats
from infra.local.demo.people_file import managers_of, people_file
from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.organisation import Organisation
from passeur.people import Person, Role
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.passeur.directory.importing import NOW, Company

HERE, ELSEWHERE = chats_url({}), chats_url({"PASSEUR_CHATS_PORT": "4000"})


@pytest.fixture
def met(company: tuple[Person, ...]) -> tuple[Person, ...]:
    return with_chats(company, HERE)


def _quietly(_done: int, _total: int) -> None:
    return


async def _loaded(company: tuple[Person, ...], history: History, programme: Programme) -> Storage:
    storage = open_memory_storage()
    await load(storage, company, history, programme, _quietly)
    return storage


async def _stored(storage: Storage, person: Person) -> Person:
    stored = await storage.people.get(person.tenant_id, person.id)
    assert stored is not None
    return stored


def test_most_people_have_a_chat_at_this_run_s_address_and_the_cast_have_theirs_elsewhere(
    met: tuple[Person, ...],
) -> None:
    chats = [person.address for person in met if person.address]
    assert 0.82 < len(chats) / len(met) < 0.88
    assert {(chat.service_url, chat.kind) for chat in chats} == {(HERE, ConversationKind.PERSONAL)}
    assert len({chat.conversation_id for chat in chats}) == len(chats)
    cast = {player.aad_object_id for player in CAST}
    assert not [person for person in met if person.id in cast and person.address]


def test_of_the_managers_most_are_reached_a_few_refuse_and_some_have_no_chat(met: tuple[Person, ...]) -> None:
    teams = Counter(managers_of(met).values())
    addresses = [person.address for person in met if teams[person.id] >= 5]
    refusals = Counter(refusal_of(address.conversation_id) for address in addresses if address)
    assert 105 <= refusals[None] <= 120
    assert (refusals[BLOCKED], refusals[GONE]) == (3, 2)
    assert 10 <= addresses.count(None) <= 30


def test_the_same_people_have_a_chat_whatever_its_address(company: tuple[Person, ...], met: tuple[Person, ...]) -> None:
    moved = with_chats(company, ELSEWHERE)
    assert [person.address and person.address.conversation_id for person in moved] == [
        person.address and person.address.conversation_id for person in met
    ]


async def test_chats_and_the_language_of_their_people_survive_the_import_of_the_file(
    met: tuple[Person, ...], organisation: Organisation
) -> None:
    backend: Backend = backend_of(open_memory_storage(), organisation, lambda: NOW)
    for person in met:
        await backend.people.put(person)
    report = await Company(backend).read(people_file(met))
    assert (report.rows, report.changed, report.refused) == (1200, 1200, 0)
    for person in met:
        imported = await backend.people.get(person.tenant_id, person.id)
        assert imported is not None
        assert imported.address == person.address
        if person.address:
            assert imported.locale == person.locale


async def test_some_of_the_general_management_are_the_committee_and_most_can_be_reached(
    met: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = await _loaded(met, history, programme)
    committee = set(await storage.roles.holders(met[0].tenant_id, Role.STEERING))
    members = [person for person in met if person.id in committee]
    assert 5 <= len(members) <= 9
    assert {person.trade for person in members} == {"direction"}
    assert sum(person.address is not None for person in members) >= 5


async def test_one_of_the_six_players_protects_personal_data(
    met: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = await _loaded(met, history, programme)
    assert await storage.roles.holders(met[0].tenant_id, Role.DPO) == [DPO.aad_object_id]


async def test_a_run_on_another_port_finds_the_chats_there_but_those_that_were_closed(
    company: tuple[Person, ...], met: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = await _loaded(met, history, programme)
    reachable = [person for person in met if person.address]
    closed, gone, own, *others = reachable
    address = Address("a:of-their-own", "http://127.0.0.1:5000", ConversationKind.PERSONAL)
    await storage.people.put(replace(closed, address=None, chat_closed=True))
    await storage.people.put(replace(gone, address=None, active=False))
    await storage.people.put(replace(own, address=address))

    assert await move_chats(storage, with_chats(company, HERE)) == 0
    moved = with_chats(company, ELSEWHERE)
    assert await move_chats(storage, moved) == len(reachable)
    assert await move_chats(storage, moved) == 0

    expected = {person.id: person.address for person in moved}
    assert [(await _stored(storage, person)).address for person in others] == [expected[each.id] for each in others]
    assert [(await _stored(storage, person)).address for person in (closed, gone, own)] == [None, None, address]


async def test_a_company_that_was_loaded_before_there_were_chats_gets_them(
    company: tuple[Person, ...], met: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = await _loaded(company, history, programme)
    await move_chats(storage, met)
    person = next(person for person in met if person.address)
    assert (await _stored(storage, person)).address == person.address


async def test_people_of_somebody_else_s_storage_are_left_alone(
    met: tuple[Person, ...], history: History, programme: Programme
) -> None:
    storage = open_memory_storage()
    known = next(person for person in met if person.address)
    await storage.people.put(replace(known, address=None))
    assert await load(storage, met, history, programme, _quietly) == 0
    assert await move_chats(storage, met) == 0
    assert (await _stored(storage, known)).address is None
