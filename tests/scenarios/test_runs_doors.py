"""Who starts, watches and ends runs, beside the chat: a timer, cards that are redrawn, and HTTP."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import azure.functions as func
import pytest

from bot.proactive import card_message
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.end_run import cancel_run
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.ports import StepKind
from passeur.delivery.runs import RunId, RunState, Watcher
from passeur.delivery.watch_run import watch_run
from passeur.directory.teams import Team
from tests.fakes.card_reading import words
from tests.fakes.connector import Cut, Message, Status
from tests.scenarios.house import House, Tick
from tests.scenarios.small_run import EVERYBODY, RUN, finish, handle_all, make, start

LEAD = "a:chat-of-the-lead"


async def watched(house: House, locale: str = "fr") -> str:
    """A card in the lead's chat that shows the run; its id."""
    address = Address(LEAD, house.connector.url, ConversationKind.PERSONAL)
    activity_id = f"card-{len(house.connector.messages)}"
    card = {"type": "AdaptiveCard", "version": "1.5", "body": []}
    house.connector.messages[activity_id] = Message(LEAD, card_message(card))
    await watch_run(RUN, Watcher(address, activity_id, locale), house.backend)
    return activity_id


def shown(house: House, activity_id: str) -> str:
    return words(house.connector.messages[activity_id].card)


def redraws(house: House) -> int:
    return sum(call.method == "PUT" for call in house.connector.calls)


async def test_the_card_of_a_run_is_redrawn_as_it_goes_and_when_it_ends(small_run: House) -> None:
    await start(small_run)
    card = await watched(small_run)
    await make(small_run, StepKind.PLAN)
    await make(small_run, StepKind.FOLLOW)
    assert "8" in shown(small_run, card)
    run = await finish(small_run)
    assert run.state is RunState.DONE
    assert "**8**" in shown(small_run, card)
    before = redraws(small_run)
    await small_run.sweep()
    await finish(small_run)
    assert redraws(small_run) == before


async def test_each_watcher_reads_their_own_language_and_the_newest_three_are_kept(small_run: House) -> None:
    await start(small_run)
    oldest, *others = [await watched(small_run, locale) for locale in ("fr", "fr", "en", "fr")]
    await finish(small_run)
    assert shown(small_run, oldest) == ""
    assert "messages" in shown(small_run, others[1])
    assert shown(small_run, others[0]) != shown(small_run, others[1])


async def test_a_watcher_whose_card_is_gone_is_forgotten(small_run: House) -> None:
    await start(small_run)
    card = await watched(small_run)
    del small_run.connector.messages[card]
    run = await finish(small_run)
    assert (run.state, run.watchers) == (RunState.DONE, ())


async def test_the_end_is_shown_even_when_teams_was_busy_at_that_moment(small_run: House) -> None:
    await start(small_run)
    card = await watched(small_run)
    await make(small_run, StepKind.PLAN)
    await handle_all(small_run)
    small_run.connector.fail_next(Status(429, "Throttled", {"Retry-After": "5"}), times=2)
    small_run.connector.fail_next(Cut.BEFORE)
    run = await finish(small_run)
    assert run.state is RunState.DONE
    assert "**8**" in shown(small_run, card)


async def test_a_cancelled_run_shows_it(small_run: House) -> None:
    await start(small_run)
    card = await watched(small_run)
    await make(small_run, StepKind.PLAN)
    await cancel_run(RUN, small_run.backend, now=small_run.clock())
    await finish(small_run)
    assert "**8**" in shown(small_run, card)


# HTTP


def request(method: str, run: str = str(RUN)) -> func.HttpRequest:
    return func.HttpRequest(method=method, url=f"/api/runs/{run}", body=b"", route_params={"run": run})


async def ask(house: House, name: str, asked: func.HttpRequest) -> tuple[int, Mapping[str, Any]]:
    answer = await house.run(name, asked)
    return answer.status_code, json.loads(answer.get_body())


async def test_runs_are_told_over_http_by_state_and_reason_and_nobody_is_named(small_run: House) -> None:
    await start(small_run)
    await make(small_run, StepKind.PLAN)
    small_run.connector.fail_next(Status(403, "ConversationBlockedByUser"))
    await finish(small_run)
    status, told = await ask(small_run, "get_run", request("GET"))
    assert status == 200
    assert (told["state"], told["planned"]) == ("done", 8)
    assert (told["states"], told["reasons"]) == ({"failed": 1, "sent": 7}, {"blocked": 1})
    status, every = await ask(small_run, "list_runs", request("GET"))
    assert (status, [run["run"] for run in every["runs"]]) == (200, [str(RUN)])
    assert not any(who in json.dumps([told, every]) for who in (*EVERYBODY, "lead"))


async def test_a_run_is_replayed_cancelled_and_recalled_over_http(small_run: House) -> None:
    await start(small_run)
    assert (await ask(small_run, "cancel_run", request("POST")))[1]["state"] == "cancelled"
    status, told = await ask(small_run, "replay_run", request("POST"))
    assert (status, told["type"]) == (409, "urn:passeur:problem:run-over")
    assert (await ask(small_run, "recall_run", request("POST")))[1]["state"] == "recalled"


@pytest.mark.parametrize("run", ["", "x", "manager_digest.", "moon.2026-10", "manager_digest.2026/10", "share"])
@pytest.mark.parametrize("name", ["get_run", "replay_run", "cancel_run", "recall_run"])
async def test_what_names_no_run_is_refused(small_run: House, name: str, run: str) -> None:
    assert (await ask(small_run, name, request("POST", run)))[0] == 400


@pytest.mark.parametrize("name", ["get_run", "replay_run", "cancel_run", "recall_run"])
async def test_a_run_that_never_was_is_not_found(small_run: House, name: str) -> None:
    assert (await ask(small_run, name, request("POST", "manager_digest.1999-01")))[0] == 404


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff\xfe", b"plan|t", b"fly|t|manager_digest.2026-10", b"x" * 60_000])
@pytest.mark.parametrize("function", ["make_run_step", "give_up_run_steps", "deliver_of_run"])
async def test_a_message_that_names_nothing_is_dropped(small_run: House, function: str, body: bytes) -> None:
    await small_run.run(function, func.QueueMessage(id="m", body=body))


async def test_a_step_of_a_run_that_is_not_there_is_dropped(small_run: House) -> None:
    for kind in StepKind:
        await small_run.run(
            "make_run_step", func.QueueMessage(id="m", body=f"{kind}|{small_run.tenant}|{RUN}".encode())
        )
    assert small_run.work == []


# The timer

SECOND_TUESDAY = datetime(2026, 11, 3, 8, tzinfo=UTC)


async def hour(house: House, now: datetime) -> list[RunId]:
    house.clock.now = now
    await house.run("start_digests", Tick())
    return [run.id for run in await house.backend.runs.all(house.tenant)]


async def test_the_digest_of_a_month_starts_at_its_moment_once(small_run: House) -> None:
    await small_run.backend.teams.replace(small_run.tenant, [Team(small_run.tenant, "boss", 9, {}, {})])
    october = RunId(DeliveryKind.MANAGER_DIGEST, "2026-10")
    assert await hour(small_run, SECOND_TUESDAY - timedelta(hours=1)) == []
    assert await hour(small_run, SECOND_TUESDAY) == [october]
    assert await hour(small_run, SECOND_TUESDAY + timedelta(hours=1)) == [october]


async def test_a_timer_that_slept_over_a_weekend_still_starts_it_and_a_new_installation_does_not(
    small_run: House,
) -> None:
    await small_run.backend.teams.replace(small_run.tenant, [Team(small_run.tenant, "boss", 9, {}, {})])
    assert await hour(small_run, SECOND_TUESDAY + timedelta(days=5)) == []
    assert len(await hour(small_run, SECOND_TUESDAY + timedelta(days=4, hours=23))) == 1


async def test_without_teams_there_is_no_digest(small_run: House) -> None:
    assert await hour(small_run, SECOND_TUESDAY) == []
    assert replace(await start(small_run), etag="").state is RunState.PLANNING
