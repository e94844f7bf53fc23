from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from passeur.backend import Backend
from passeur.delivery.addresses import Address, Channel, ConversationKind
from passeur.delivery.open_chat import Chats
from passeur.delivery.outbox import Reason
from passeur.delivery.ports import SendFailed, SendThrottled
from passeur.people import Person, Role
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from tests.fakes.clock import FakeClock

ANNE = Person("tenant", "0a0a0a0a-0000-4000-8000-000000000001", "Anne Martin", teams_id="29:anne")
LEAD = Person("tenant", "0a0a0a0a-0000-4000-8000-000000000009", "Claire Fontaine", introduced=True)
OF_LEAD = Address("a:lead", "https://smba.trafficmanager.net/emea/", ConversationKind.PERSONAL)
OF_TEAM = Address("19:general", "https://smba.trafficmanager.net/fr/", ConversationKind.CHANNEL)


@dataclass
class Opener:
    asked: list[tuple[str, str]] = field(default_factory=list)
    trouble: Exception | None = None

    async def open_chat(self, tenant_id: str, member_id: str, service_url: str) -> Address:
        self.asked.append((member_id, service_url))
        if self.trouble is not None:
            raise self.trouble
        return Address("a:opened", service_url, ConversationKind.PERSONAL)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 11, 20, 9, 30, tzinfo=UTC))


@pytest.fixture
def backend(clock: FakeClock) -> Backend:
    return backend_of(open_memory_storage(), read_organisation({"PASSEUR_TENANT_ID": "tenant"}), clock)


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def chats(backend: Backend, opener: Opener) -> Chats:
    return Chats(backend.people, backend.roles, backend.channels, opener, backend.clock)


@pytest.fixture
async def team(backend: Backend) -> None:
    await backend.channels.put(Channel("tenant", "19:team", OF_TEAM))


@pytest.mark.usefixtures("team")
async def test_a_chat_is_opened_once_and_kept(chats: Chats, backend: Backend, opener: Opener) -> None:
    await backend.people.put(ANNE)
    address = await chats.address_of(ANNE)
    assert address == Address("a:opened", OF_TEAM.service_url, ConversationKind.PERSONAL)
    stored = await backend.people.get("tenant", ANNE.id)
    assert stored == replace(ANNE, address=address)
    assert await chats.address_of(stored) == address
    assert opener.asked == [("29:anne", OF_TEAM.service_url)]


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("changed", "member"),
    [
        ({}, "29:anne"),
        ({"teams_id": None}, ANNE.id),
        ({"teams_id": None, "id": "mail-0123"}, None),
        ({"active": False}, None),
        ({"introduced": True}, None),
        ({"chat_closed": True}, None),
    ],
)
async def test_with_whom_a_chat_is_opened(
    chats: Chats, backend: Backend, opener: Opener, changed: dict[str, object], member: str | None
) -> None:
    person = replace(ANNE, **changed)  # type: ignore[arg-type]  # fields of a person
    await backend.people.put(person)
    assert (await chats.address_of(person) is None) == (member is None)
    assert [asked for asked, _ in opener.asked] == ([member] if member else [])


@pytest.mark.usefixtures("team")
async def test_where_entra_ids_say_nothing_only_people_of_rosters_are_tried(
    backend: Backend, opener: Opener, clock: FakeClock
) -> None:
    chats = Chats(backend.people, backend.roles, backend.channels, opener, clock, by_entra_id=False)
    assert chats.can_open(ANNE)
    assert not chats.can_open(replace(ANNE, teams_id=None))


async def test_the_organisation_is_reached_as_its_lead_was_last_else_as_a_team_is(
    chats: Chats, backend: Backend, opener: Opener, clock: FakeClock
) -> None:
    assert await chats.address_of(ANNE) is None
    assert opener.asked == []
    await backend.channels.put(Channel("tenant", "19:team", OF_TEAM))
    assert await chats.address_of(ANNE) is None
    clock.advance(minutes=10)
    await chats.address_of(ANNE)
    await backend.people.put(replace(LEAD, address=OF_LEAD))
    await backend.roles.grant("tenant", LEAD.id, Role.PROGRAMME_LEAD)
    clock.advance(minutes=10)
    await chats.address_of(ANNE)
    assert [url for _, url in opener.asked] == [OF_TEAM.service_url, OF_LEAD.service_url]


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("reason", [Reason.BLOCKED, Reason.CONVERSATION_GONE, Reason.REFUSED])
async def test_who_cannot_be_reached_has_no_address(chats: Chats, opener: Opener, reason: Reason) -> None:
    opener.trouble = SendFailed(reason)
    assert await chats.address_of(ANNE) is None


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("trouble", [SendFailed(Reason.NOT_REGISTERED), SendThrottled(3)], ids=["401", "429"])
async def test_what_is_not_about_the_person_is_for_whoever_sends(
    chats: Chats, opener: Opener, trouble: Exception
) -> None:
    opener.trouble = trouble
    with pytest.raises(type(trouble)):
        await chats.address_of(ANNE)


@pytest.mark.usefixtures("team")
async def test_an_address_that_came_meanwhile_wins_and_who_left_gets_none(chats: Chats, backend: Backend) -> None:
    own = Address("a:own", OF_LEAD.service_url, ConversationKind.PERSONAL)
    await backend.people.put(replace(ANNE, address=own))
    assert await chats.address_of(ANNE) == own
    await backend.people.put(replace(ANNE, active=False))
    assert await chats.address_of(ANNE) is None
