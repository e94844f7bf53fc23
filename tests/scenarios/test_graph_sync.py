"""Microsoft Graph read through the functions that are deployed, from a fake that is as strict as its documentation."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import azure.functions as func
import pytest
import pytest_asyncio

from functions.function_app import function_app
from functions.graph_users import GraphUsers
from functions.wiring import Outside, Wiring
from passeur.backend import Backend
from passeur.delivery.addresses import Address, ConversationKind
from passeur.directory.entries import Source
from passeur.directory.headcounts import Headcounts
from passeur.directory.import_lease import ImportLease
from passeur.directory.ports import Changes, DirectoryRepository
from passeur.directory.source import DirectorySource
from passeur.directory.summary import DirectorySummary
from passeur.directory.sync_people import sync_people
from passeur.people import Person
from passeur.storage.memory import open_memory_storage
from passeur.storage.staged_people import open_staging
from tests.fakes.clock import FakeClock
from tests.fakes.connector import Status
from tests.fakes.graph import FakeGraph
from tests.fakes.login import FakeLogin
from tests.scenarios.house import APP_ID, ENVIRONMENT, SECRET, TENANT, Tick

EVENING = datetime(2026, 11, 20, 19, 20, tzinfo=UTC)
CHAT = Address("a:1", "https://smba.trafficmanager.net/emea/", ConversationKind.PERSONAL)


def _id(number: int) -> str:
    return f"11111111-0000-4000-8000-{number:012x}"


BOSS, ANNE, KARIM = _id(1), _id(2), _id(3)


class Killed(Exception):
    """The end of a worker, in the middle of its work."""


@dataclass(slots=True)
class DyingDirectory:
    """Storage whose worker dies when some of the people are written."""

    directory: DirectoryRepository
    has_written: asyncio.Event = field(default_factory=asyncio.Event)

    async def change_all(self, tenant_id: str, prefix: str, change: Callable[[Mapping[str, Person]], Changes]) -> None:
        if prefix >= "80":
            await self.has_written.wait()
            raise Killed
        await self.directory.change_all(tenant_id, prefix, change)
        self.has_written.set()

    async def remove(self, tenant_id: str, person_id: str) -> None:
        await self.directory.remove(tenant_id, person_id)

    async def summary(self, tenant_id: str) -> DirectorySummary | None:
        return await self.directory.summary(tenant_id)

    async def put_summary(self, tenant_id: str, summary: DirectorySummary) -> None:
        await self.directory.put_summary(tenant_id, summary)

    async def headcounts(self, tenant_id: str) -> Headcounts | None:
        return await self.directory.headcounts(tenant_id)

    async def put_headcounts(self, tenant_id: str, headcounts: Headcounts) -> None:
        await self.directory.put_headcounts(tenant_id, headcounts)


@dataclass(slots=True)
class Office:
    graph: FakeGraph
    login: FakeLogin
    clock: FakeClock
    backend: Backend
    source: DirectorySource
    functions: dict[str, Any]

    async def tick(self) -> None:
        await self.functions["sync_people"](Tick())

    async def post(self, **params: str) -> tuple[int, Any]:
        request = func.HttpRequest(method="POST", url="/api/people/sync", params=params, body=b"")
        answer = await self.functions["sync_people_now"](request)
        return answer.status_code, json.loads(answer.get_body())

    async def person(self, person_id: str) -> Person:
        person = await self.backend.people.get(TENANT, person_id)
        assert person is not None
        return person

    async def link(self) -> str:
        return (await self.backend.syncs.get(TENANT)).link


@pytest_asyncio.fixture
async def office() -> AsyncIterator[Office]:
    clock = FakeClock(EVENING)
    tokens = {"app-token-1", "app-token-2"}
    async with FakeLogin() as login, FakeGraph(tokens=tokens, clock=lambda: clock().timestamp()) as graph:
        login.secrets[APP_ID] = SECRET
        graph.page_size = 4
        graph.put(BOSS, displayName="Ines Boss", department="Finance", officeLocation="Lyon", preferredLanguage="fr-FR")
        for number in range(2, 11):
            name = f"Person {number}"
            graph.put(_id(number), manager=BOSS, displayName=name, department="Achats", preferredLanguage="en-GB")
        outside = Outside(graph.url, login.authority)
        wiring = Wiring(
            ENVIRONMENT | {"PASSEUR_GRAPH": "on"}, storage=open_memory_storage(), outside=outside, clock=clock
        )
        functions = {
            str(each.get_function_name()): each.get_user_function() for each in function_app(wiring).get_functions()
        }
        source = await wiring.directory()
        assert isinstance(source, GraphUsers)
        yield Office(graph, login, clock, await wiring.backend(), source, functions)
        await source.close()
        assert graph.violations == []


async def test_the_first_round_meets_everybody_and_their_teams(office: Office) -> None:
    status, told = await office.post()
    assert (status, told["added"], told["left"], told["people"], told["teams"]) == (200, 10, 0, 10, 1)
    assert await office.person(BOSS) == Person(TENANT, BOSS, "Ines Boss", "finance", "lyon", "fr", directory="graph")
    anne = await office.person(ANNE)
    assert anne == Person(TENANT, ANNE, "Person 2", "achats", None, "en", manager_id=BOSS, directory="graph")
    team = await office.backend.teams.get(TENANT, BOSS)
    assert team is not None
    assert (team.size, team.trades) == (9, {"achats": 9})
    [asked] = office.login.token_requests
    assert asked["scope"] == "https://graph.microsoft.com/.default"


async def test_nights_bring_changes_leavers_and_new_managers(office: Office) -> None:
    await office.tick()
    first = await office.link()
    await office.tick()
    assert await office.link() == first
    office.graph.put(_id(11), displayName="Person 11", department="Finance", manager=ANNE)
    office.graph.put(_id(12), displayName="Guest", userType="Guest")
    office.graph.put(KARIM, manager=ANNE, displayName="Karim")
    office.graph.remove(_id(9))
    office.graph.put(_id(10), accountEnabled=False)
    office.clock.advance(hours=6)
    await office.tick()
    assert await office.link() != first
    assert (await office.person(_id(11))).manager_id == ANNE
    assert (await office.person(KARIM)).manager_id == ANNE
    assert (await office.person(KARIM)).name == "Karim"
    assert not (await office.person(_id(9))).active
    assert not (await office.person(_id(10))).active
    assert await office.backend.people.get(TENANT, _id(12)) is None
    team = await office.backend.teams.get(TENANT, ANNE)
    assert team is not None
    assert team.size == 2


async def test_what_a_person_said_themselves_stays(office: Office) -> None:
    known = Person(TENANT, ANNE, "Anne M.", None, "nantes", "fr", CHAT, introduced=True)
    await office.backend.people.put(known)
    await office.tick()
    anne = await office.person(ANNE)
    assert (anne.name, anne.locale, anne.site, anne.address) == ("Anne M.", "fr", "nantes", CHAT)
    assert (anne.trade, anne.manager_id, anne.directory) == ("achats", BOSS, "graph")


async def test_a_crash_in_the_middle_loses_nothing(office: Office) -> None:
    await office.tick()
    first = await office.link()
    for number in range(2, 9):
        office.graph.put(_id(number), department="Finance")
    office.graph.remove(_id(9))
    office.clock.advance(hours=6)
    killed = replace(office.backend, directory=DyingDirectory(office.backend.directory))
    with open_staging() as staging, pytest.raises(Killed):
        await sync_people(office.source, killed, staging=staging)
    trades = {(await office.person(_id(number))).trade for number in range(2, 9)}
    assert trades == {"achats", "finance"}
    assert await office.link() == first
    await office.tick()
    assert {(await office.person(_id(number))).trade for number in range(2, 9)} == {"finance"}
    assert not (await office.person(_id(9))).active


async def test_a_round_whose_process_was_killed_is_made_again_after_a_while(office: Office) -> None:
    await office.backend.syncs.change(TENANT, lambda state: state.claimed(office.clock()))
    office.clock.advance(minutes=9)
    await office.tick()
    assert office.graph.requests == []
    office.clock.advance(minutes=1)
    await office.tick()
    assert (await office.person(ANNE)).active


async def test_a_link_that_graph_forgot_costs_one_full_round_and_finds_who_left(office: Office) -> None:
    await office.tick()
    office.graph.remove(_id(9))
    office.graph.put(_id(8), department="Finance")
    office.graph.forget_tokens()
    office.clock.advance(hours=6)
    await office.tick()
    assert not (await office.person(_id(9))).active
    assert (await office.person(_id(8))).trade == "finance"
    asked = len(office.graph.requests)
    office.clock.advance(hours=24)
    await office.tick()
    assert len(office.graph.requests) == asked + 1


async def test_a_fifth_of_the_company_gone_leaves_after_somebody_said_so(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.tick()
    for number in range(3, 8):
        del office.graph.users[_id(number)]
    office.graph.put(ANNE, department="Finance")
    office.graph.forget_tokens()
    office.clock.advance(hours=6)
    with caplog.at_level(logging.ERROR):
        await office.tick()
    assert "5 people of 10 would leave" in caplog.text
    assert (await office.person(KARIM)).active
    assert (await office.person(ANNE)).trade == "finance"
    office.clock.advance(hours=24)
    status, told = await office.post()
    assert (status, told["left"], told["leavers"]) == (
        200,
        0,
        {"waiting": 5, "of": 10, "confirm_with": "?leavers=5"},
    )
    assert "nobody has left" in told["detail"]
    assert (await office.post(leavers="4"))[1]["left"] == 0
    assert (await office.post(leavers="5"))[1]["left"] == 5
    assert not (await office.person(KARIM)).active
    assert (await office.post())[1]["rows"] == 0


async def test_a_long_retry_after_is_waited_for_between_rounds(office: Office) -> None:
    office.graph.fail_next(Status(429, headers={"Retry-After": "4000"}))
    await office.tick()
    asked = len(office.graph.requests)
    office.clock.advance(hours=1)
    await office.tick()
    assert len(office.graph.requests) == asked
    office.clock.advance(hours=1)
    await office.tick()
    assert await office.link()


async def test_without_the_permission_the_answer_says_what_is_missing_and_nothing_changes(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.graph.lets_in = False
    status, told = await office.post()
    assert (status, told["type"]) == (502, "urn:passeur:problem:directory-closed")
    assert "User.Read.All" in told["detail"]
    with caplog.at_level(logging.ERROR):
        await office.tick()
    assert "User.Read.All" in caplog.text
    office.graph.lets_in = True
    office.clock.advance(hours=1)
    await office.tick()
    assert (await office.person(ANNE)).active


async def test_everybody_is_read_anew_on_demand(office: Office) -> None:
    assert (await office.post())[1]["rows"] == 10
    assert (await office.post())[1]["rows"] == 0
    assert (await office.post(full="yes"))[1] | {"unchanged": 10, "rows": 10} == (await office.post(full="yes"))[1]


@pytest.mark.parametrize("params", [{"leavers": "five"}, {"leavers": "-1"}, {"full": "perhaps"}])
async def test_an_odd_question_is_refused_before_graph_is_asked(office: Office, params: dict[str, str]) -> None:
    assert (await office.post(**params))[0] == 400
    assert office.graph.requests == []


async def test_two_rounds_at_once_are_one(office: Office) -> None:
    await office.backend.syncs.change(TENANT, lambda state: state.claimed(office.clock()))
    status, told = await office.post()
    assert (status, told["type"]) == (409, "urn:passeur:problem:sync-under-way")
    await office.tick()
    assert office.graph.requests == []


async def test_a_file_that_is_being_imported_is_waited_for(office: Office) -> None:
    taken = await office.backend.imports.take(ImportLease.of(TENANT, Source.FILE, office.clock()))
    status, told = await office.post()
    assert (status, told["type"]) == (409, "urn:passeur:problem:import-under-way")
    assert "à partir d’un fichier" in told["fr"]
    await office.tick()
    assert await office.link() == ""
    await office.backend.imports.release(taken)
    await office.tick()
    assert (await office.person(ANNE)).active


async def test_switched_off_nothing_is_read() -> None:
    wiring = Wiring(ENVIRONMENT, storage=open_memory_storage(), clock=FakeClock(EVENING))
    functions = {each.get_function_name(): each.get_user_function() for each in function_app(wiring).get_functions()}
    await functions["sync_people"](Tick())
    request = func.HttpRequest(method="POST", url="/api/people/sync", params={}, body=b"")
    answer = await functions["sync_people_now"](request)
    assert answer.status_code == 409
    assert "PASSEUR_GRAPH" in json.loads(answer.get_body())["detail"]


async def test_whom_a_file_named_by_e_mail_and_graph_by_id_is_one_person(office: Office) -> None:
    request = func.HttpRequest(
        method="POST",
        url="/api/people/import",
        params={},
        body=b"email;nom;metier\nanne@example.com;Anne Martin;rh\n",
    )
    assert (await office.functions["import_people"](request)).status_code == 200
    office.graph.put(ANNE, mail="Anne@example.com")
    await office.tick()
    everybody = [person async for page in office.backend.people.pages(TENANT) for person in page]
    assert len(everybody) == 10
    anne = await office.person(ANNE)
    assert (anne.email, anne.trade, anne.directory) == ("anne@example.com", "achats", "graph")
