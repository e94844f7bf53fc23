"""Rosters of teams, read from a connector that keeps to the published windows."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.connector import Connector
from bot.rosters import BETWEEN_PAGES, Rosters
from bot.service_urls import LOOPBACK_ONLY
from passeur.backend import Backend
from passeur.directory.identities import id_of_email
from passeur.directory.summary import DirectorySummary
from passeur.people import Person
from passeur.settings import read_organisation
from passeur.storage.backend import backend_of
from passeur.storage.memory import open_memory_storage
from tests.bot.edge.edge import TENANT
from tests.fakes.clock import FakeClock
from tests.fakes.connector import FakeConnector
from tests.fakes.rosters import a_member
from tests.storage.samples import NOW

TEAM = "19:team@thread.tacv2"
CHAT = "a:1"
ANNE = "0a0a0a0a-0000-4000-8000-000000000001"
KARIM = "0a0a0a0a-0000-4000-8000-000000000002"


@pytest.fixture
async def fake() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as fake:
        yield fake
        assert fake.violations == []


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def backend(clock: FakeClock) -> Backend:
    return backend_of(open_memory_storage(), read_organisation({"PASSEUR_TENANT_ID": TENANT}), clock)


@pytest.fixture
def rosters(session: aiohttp.ClientSession, backend: Backend, clock: FakeClock, waits: list[float]) -> Rosters:
    async def pause(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(seconds=seconds)

    connector = Connector(session, tokens=None, service_urls=LOOPBACK_ONLY, patience=0)
    return Rosters(connector, backend, pause=pause)


@pytest.fixture
def waits() -> list[float]:
    return []


async def _read(rosters: Rosters, fake: FakeConnector, conversation: str = TEAM, *, is_chat: bool = False) -> None:
    rosters.read_later(fake.url, conversation, is_chat=is_chat)
    await rosters.settle()


async def _everybody(backend: Backend) -> list[Person]:
    return [person async for page in backend.people.pages(TENANT) for person in page]


async def _person(backend: Backend, person_id: str) -> Person:
    person = await backend.people.get(TENANT, person_id)
    assert person is not None
    return person


async def _file_named(backend: Backend, email: str) -> None:
    stand_in = Person(
        TENANT, id_of_email(email), "Anne Martin", "finance", email=email, manager_id=KARIM, directory="file"
    )
    await backend.people.put(stand_in)
    await backend.directory.put_summary(TENANT, DirectorySummary(NOW, from_file=1))


async def test_the_people_of_a_team_are_met_and_nothing_is_kept_beyond_their_names(
    rosters: Rosters, fake: FakeConnector, backend: Backend
) -> None:
    fake.people.members[TEAM] = [
        a_member(ANNE.upper(), "Anne Martin", email="anne@example.com", userPrincipalName="anne@example.com"),
        a_member(KARIM, "Karim Benali", tenantId=TENANT),
    ]
    await _read(rosters, fake)
    assert await _person(backend, ANNE) == Person(TENANT, ANNE, "Anne Martin", teams_id=f"29:{ANNE.upper()}")
    assert await _person(backend, KARIM) == Person(TENANT, KARIM, "Karim Benali", teams_id=f"29:{KARIM}")


@pytest.mark.parametrize(
    "member",
    [
        {"id": "28:another-bot", "aadObjectId": KARIM, "name": "A bot"},
        {"id": "29:karim", "name": "Somebody without an Entra id"},
        a_member(KARIM, "A guest", userRole="guest"),
        a_member(KARIM, "Somebody else's", tenantId="another-tenant"),
        {"name": "Nobody"},
        "nonsense",
    ],
)
async def test_bots_and_people_of_elsewhere_are_passed_over(
    rosters: Rosters, fake: FakeConnector, backend: Backend, member: object
) -> None:
    fake.people.members[TEAM] = [member, a_member(ANNE, "Anne Martin")]  # type: ignore[list-item]  # what Teams may send
    await _read(rosters, fake)
    assert [person.id for person in await _everybody(backend)] == [ANNE]


async def test_a_large_team_is_read_to_its_end_within_the_windows(
    rosters: Rosters, fake: FakeConnector, backend: Backend, clock: FakeClock, waits: list[float]
) -> None:
    fake.people.limit(lambda: clock().timestamp())
    ids = [f"0a0a0a0a-0000-4000-8000-{number:012x}" for number in range(10_001)]
    fake.people.members[TEAM] = [a_member(person_id, "Somebody") for person_id in ids]
    await _read(rosters, fake)
    assert {person.id for person in await _everybody(backend)} == set(ids)
    assert len(fake.people.asked) == 21
    assert waits == [BETWEEN_PAGES] * 20


async def test_a_roster_that_is_throttled_or_out_of_reach_is_read_after_a_wait(
    rosters: Rosters, fake: FakeConnector, backend: Backend, waits: list[float]
) -> None:
    fake.people.members[TEAM] = [a_member(ANNE, "Anne Martin")]
    fake.people.faults.extend([429, 502, 503])
    await _read(rosters, fake)
    assert (await _person(backend, ANNE)).teams_id == f"29:{ANNE}"
    assert len(waits) == 3


@pytest.mark.parametrize("status", [403, 404])
async def test_a_roster_that_is_refused_is_let_be(
    rosters: Rosters, fake: FakeConnector, backend: Backend, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    fake.people.faults.append(status)
    await _read(rosters, fake)
    assert await _everybody(backend) == []
    assert "not read to its end: Refused" in caplog.text


async def test_what_people_said_themselves_stays(rosters: Rosters, fake: FakeConnector, backend: Backend) -> None:
    anne = Person(TENANT, ANNE, "Anne", "finance", "lyon", "en", introduced=True)
    gone = Person(TENANT, KARIM, "Karim", active=False, directory="file")
    await backend.people.put(anne)
    await backend.people.put(gone)
    fake.people.members[TEAM] = [a_member(ANNE, "Anne Martin (DAF)"), a_member(KARIM, "Karim")]
    await _read(rosters, fake)
    known = await _person(backend, ANNE)
    assert (known.name, known.trade, known.site, known.locale) == ("Anne", "finance", "lyon", "en")
    assert await _person(backend, KARIM) == gone


async def test_whom_a_file_knew_by_e_mail_is_recognised_in_a_team(
    rosters: Rosters, fake: FakeConnector, backend: Backend
) -> None:
    await _file_named(backend, "anne@example.com")
    fake.people.members[TEAM] = [
        a_member(ANNE, "Anne M.", email="Anne@Example.com"),
        a_member(KARIM, "Karim Benali", email="karim@example.com"),
    ]
    await _read(rosters, fake)
    anne = await _person(backend, ANNE)
    assert (anne.trade, anne.manager_id, anne.email) == ("finance", KARIM, "anne@example.com")
    assert (await _person(backend, KARIM)).email is None
    assert {person.id for person in await _everybody(backend)} == {ANNE, KARIM}


async def test_the_roster_of_a_chat_is_read_only_to_recognise_somebody_of_a_file(
    rosters: Rosters, fake: FakeConnector, backend: Backend
) -> None:
    fake.people.members[CHAT] = [a_member(ANNE, "Anne Martin", email="anne@example.com")]
    await _read(rosters, fake, CHAT, is_chat=True)
    assert fake.people.asked == []
    await _file_named(backend, "anne@example.com")
    await _read(rosters, fake, CHAT, is_chat=True)
    assert (await _person(backend, ANNE)).trade == "finance"


async def test_closing_stops_what_is_still_read(
    session: aiohttp.ClientSession, fake: FakeConnector, backend: Backend
) -> None:
    rosters = Rosters(Connector(session, tokens=None, service_urls=LOOPBACK_ONLY), backend)
    fake.people.members[TEAM] = [a_member(f"{number:08x}-0000-4000-8000-{0:012x}", "x") for number in range(5000)]
    rosters.read_later(fake.url, TEAM, is_chat=False)
    await rosters.close()
    assert len(await _everybody(backend)) < 5000
