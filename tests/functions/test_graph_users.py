import logging
from dataclasses import replace

import aiohttp
import pytest

from bot.app_tokens import AppToken, AppTokens, NoToken
from functions.graph_calls import GraphCalls
from functions.graph_users import GraphUsers
from passeur.directory.entries import DirectoryEntry
from passeur.directory.source import DirectoryAway, DirectoryBusy, DirectoryClosed
from tests.fakes.connector import Cut, Status
from tests.fakes.graph import FakeGraph
from tests.functions.conftest import ORGANISATION, Seconds


def _id(number: int) -> str:
    return f"11111111-0000-4000-8000-{number:012x}"


BOSS = _id(1)


def _company(graph: FakeGraph, people: int = 7) -> None:
    graph.put(BOSS, displayName="Ines Boss", department="Finance")
    for number in range(2, people + 1):
        graph.put(_id(number), displayName=f"Person {number}", department="Finance", manager=BOSS)


async def _first(users: GraphUsers) -> str:
    return (await users.changes("")).link


async def test_the_first_round_tells_everybody_on_all_pages_with_their_managers(
    users: GraphUsers, graph: FakeGraph
) -> None:
    graph.page_size = 2
    _company(graph)
    changes = await users.changes("")
    assert changes.is_complete
    assert changes.entries[0] == DirectoryEntry(BOSS, None, "Ines Boss", "finance", manager="")
    assert changes.entries[1:] == [
        DirectoryEntry(_id(number), None, f"Person {number}", "finance", manager=BOSS) for number in range(2, 8)
    ]
    assert len(graph.requests) == 4


async def test_no_field_is_asked_for_that_is_not_needed(users: GraphUsers, graph: FakeGraph) -> None:
    _company(graph)
    await users.changes("")
    fields = "displayName,department,jobTitle,officeLocation,preferredLanguage,accountEnabled,userType,manager"
    assert graph.requests == [f"/v1.0/users/delta?$select={fields}"]


async def test_e_mails_are_asked_for_on_demand_alone(users: GraphUsers, graph: FakeGraph) -> None:
    graph.put(BOSS, displayName="Ines Boss", mail="Ines@example.com")
    assert (await users.changes("")).entries[0].email is None
    assert (await users.changes("", with_email=True)).entries[0].email == "ines@example.com"


async def test_an_e_mail_of_two_people_names_neither(users: GraphUsers, graph: FakeGraph) -> None:
    graph.put(BOSS, displayName="Ines Boss", mail="office@example.com")
    graph.put(_id(2), displayName="Person 2", mail="Office@example.com")
    assert [entry.email for entry in (await users.changes("", with_email=True)).entries] == [None, None]


async def test_the_next_round_tells_what_changed_and_nothing_else(users: GraphUsers, graph: FakeGraph) -> None:
    _company(graph)
    link = await _first(users)
    assert (await users.changes(link)).entries == []
    graph.put(_id(2), displayName="Person Two")
    graph.put(_id(3), manager="")
    graph.put(_id(4), accountEnabled=False)
    graph.remove(_id(5))
    graph.put(_id(8), displayName="Person 8", manager=_id(2))
    changes = await users.changes(link)
    assert not changes.is_complete
    assert {entry.id: (entry.name, entry.manager, entry.active) for entry in changes.entries} == {
        _id(2): ("Person Two", None, True),
        _id(3): ("Person 3", "", True),
        _id(4): ("", None, False),
        _id(5): ("", None, False),
        _id(8): ("Person 8", _id(2), True),
    }
    assert (await users.changes(changes.link)).entries == []
    again = await users.changes(link)
    assert again.entries == changes.entries


async def test_a_person_told_in_pieces_on_several_pages_is_one_person(users: GraphUsers, graph: FakeGraph) -> None:
    graph.splits, graph.page_size = True, 1
    _company(graph)
    changes = await users.changes("")
    assert [entry.id for entry in changes.entries] == [_id(number) for number in range(1, 8)]
    assert {entry.manager for entry in changes.entries[1:]} == {BOSS}
    assert graph.batched == []


async def test_of_whom_only_the_manager_is_told_the_rest_is_asked_for_twenty_at_a_time(
    users: GraphUsers, graph: FakeGraph
) -> None:
    graph.splits = True
    _company(graph, 50)
    link = await _first(users)
    for number in range(3, 48):
        graph.put(_id(number), manager=_id(2))
    graph.put(_id(48), manager=_id(2), accountEnabled=False)
    asked = len(graph.requests)
    changes = await users.changes(link)
    assert len(changes.entries) == 46
    assert {entry.manager for entry in changes.entries if entry.active} == {_id(2)}
    assert [entry.id for entry in changes.entries if not entry.active] == [_id(48)]
    assert graph.requests[asked:].count("/v1.0/$batch") == 3


async def test_somebody_who_vanishes_between_two_questions_was_removed(users: GraphUsers, graph: FakeGraph) -> None:
    graph.splits = True
    _company(graph)
    link = await _first(users)
    graph.put(_id(3), manager=_id(2))
    graph.fail_next_in_batch(404)
    assert (await users.changes(link)).entries == [DirectoryEntry(_id(3), None, active=False)]


async def test_those_who_are_throttled_inside_a_batch_are_asked_for_again_after_the_wait(
    users: GraphUsers, graph: FakeGraph, seconds: Seconds
) -> None:
    graph.splits = True
    _company(graph)
    link = await _first(users)
    for number in range(3, 8):
        graph.put(_id(number), manager=_id(2))
    graph.fail_next_in_batch(429, times=2)
    changes = await users.changes(link)
    assert {entry.manager for entry in changes.entries} == {_id(2)}
    assert seconds.waits == [3]
    assert len(graph.batched) == 7


async def test_who_is_never_told_whole_ends_the_round(users: GraphUsers, graph: FakeGraph) -> None:
    graph.splits = True
    _company(graph)
    link = await _first(users)
    graph.put(_id(3), manager=_id(2))
    graph.fail_next_in_batch(500, times=20)
    with pytest.raises(DirectoryAway, match="1 people"):
        await users.changes(link)


async def test_managers_that_the_delta_query_does_not_tell_are_listed(users: GraphUsers, graph: FakeGraph) -> None:
    graph.tells_managers, graph.page_size = False, 3
    _company(graph)
    changes = await users.changes("")
    assert [entry.manager for entry in changes.entries] == ["", *[BOSS] * 6]


@pytest.mark.parametrize(
    "gone",
    [None, Status(400, "syncStateNotFound"), Status(404, "SyncStateNotFound"), Status(410)],
    ids=["its tokens", "syncStateNotFound", "capitals", "410 alone"],
)
async def test_a_link_that_graph_forgot_means_everybody_again(
    users: GraphUsers, graph: FakeGraph, gone: Status | None, caplog: pytest.LogCaptureFixture
) -> None:
    _company(graph)
    link = await _first(users)
    graph.remove(_id(7))
    if gone is None:
        graph.forget_tokens()
    else:
        graph.fail_next(gone)
    with caplog.at_level(logging.WARNING):
        changes = await users.changes(link)
    assert changes.is_complete
    assert [entry.id for entry in changes.entries] == [_id(number) for number in range(1, 7)]
    assert "everybody is read again" in caplog.text


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_obeyed_to_the_second(
    users: GraphUsers, graph: FakeGraph, seconds: Seconds, status: int
) -> None:
    _company(graph)
    graph.page_size = 3
    graph.fail_next(Status(status, headers={"Retry-After": "17"}), times=2)
    assert len((await users.changes("")).entries) == 7
    assert seconds.waits == [17, 17]


async def test_a_long_wait_is_not_waited_for_in_the_round(
    users: GraphUsers, graph: FakeGraph, seconds: Seconds
) -> None:
    graph.fail_next(Status(429, headers={"Retry-After": "900"}))
    with pytest.raises(DirectoryBusy) as busy:
        await users.changes("")
    assert busy.value.retry_after == 900
    assert seconds.waits == []


@pytest.mark.parametrize("fault", [Status(500), Status(502), Status(504), Cut.BEFORE], ids=str)
async def test_a_passing_fault_costs_a_pause(
    users: GraphUsers, graph: FakeGraph, seconds: Seconds, fault: Cut | Status
) -> None:
    _company(graph)
    graph.fail_next(fault, times=3)
    assert len((await users.changes("")).entries) == 7
    # The client asks once more by itself when a connection that it reuses is cut.
    assert len(seconds.waits) in ((3,) if isinstance(fault, Status) else (1, 2, 3))
    assert sum(seconds.waits) < 10


async def test_a_lasting_fault_ends_the_round(users: GraphUsers, graph: FakeGraph) -> None:
    graph.fail_next(Status(502), times=20)
    with pytest.raises(DirectoryAway, match="status 502"):
        await users.changes("")
    assert len(graph.requests) == 6


async def test_a_missing_permission_is_said_with_its_name_and_who_grants_it(
    users: GraphUsers, graph: FakeGraph
) -> None:
    graph.lets_in = False
    with pytest.raises(DirectoryClosed) as closed:
        await users.changes("")
    assert "User.Read.All" in str(closed.value)
    assert "Privileged Role Administrator" in str(closed.value)
    assert len(graph.requests) == 1


async def test_a_token_that_was_revoked_is_replaced_once(session: aiohttp.ClientSession, graph: FakeGraph) -> None:
    given = iter(["revoked", "a-token"])

    async def source() -> AppToken:
        return AppToken(next(given), 1e12)

    users = GraphUsers(GraphCalls(session, tokens=AppTokens(source), url=graph.url), ORGANISATION)
    _company(graph)
    assert len((await users.changes("")).entries) == 7


async def test_without_a_token_graph_is_not_called(session: aiohttp.ClientSession, graph: FakeGraph) -> None:
    async def source() -> AppToken:
        raise NoToken("Entra answered 401")

    users = GraphUsers(GraphCalls(session, tokens=AppTokens(source), url=graph.url), ORGANISATION)
    with pytest.raises(DirectoryAway, match="Entra answered 401"):
        await users.changes("")
    assert graph.requests == []


@pytest.mark.parametrize(
    "link",
    [
        "https://graph.microsoft.com.evil.example/v1.0/users/delta?$deltatoken=x",
        "https://evil.example/v1.0/users/delta",
        "http://169.254.169.254/",
        "{graph}@evil.example/v1.0/",
        "{graph}/beta/users/delta?$deltatoken=x",
    ],
)
async def test_the_token_goes_to_graph_alone(users: GraphUsers, graph: FakeGraph, link: str) -> None:
    with pytest.raises(DirectoryAway, match="away from"):
        await users.changes(link.replace("{graph}", graph.url))
    assert graph.requests == []


async def test_an_organisation_without_sites_has_none_found(
    session: aiohttp.ClientSession, graph: FakeGraph, tokens: AppTokens
) -> None:
    graph.put(BOSS, displayName="Ines Boss", officeLocation="Lyon")
    users = GraphUsers(GraphCalls(session, tokens=tokens, url=graph.url), replace(ORGANISATION, sites=()))
    assert (await users.changes("")).entries[0].site is None
