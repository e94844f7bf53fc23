"""No screen, message, file or API tells one person's figures to anybody else: marked ones are looked for everywhere."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import azure.functions as func
import pytest

from bot.dispatch import answer
from bot.handlers.commands import COMMANDS
from bot.turn import Door, Reply, Turn
from cards.verbs import Verb
from functions.function_app import function_app
from functions.wiring import Wiring
from passeur.ambassadors.recompute_kpis import recompute_kpis
from passeur.delivery.addresses import Address, ConversationKind
from passeur.errors import Refusal
from passeur.storage.memory import open_memory_storage
from tests.fakes.card_reading import readable
from tests.scenarios.house import ENVIRONMENT, House, Tick, open_house
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_clicks import ASKED, CLICKS, Click
from tests.scenarios.matrix_world import (
    AMBASSADOR,
    DPO,
    EMPLOYEE,
    LEAD,
    MANAGER,
    NOW,
    OWNER,
    PEERS,
    SPONSOR,
    STEERING,
    STRANGER,
    TENANT,
    WORKSHOP,
    chat_of,
)
from tests.scenarios.planted import MARKS, WORDS, links_in, marks_in, plant_marks, read_file

OTHERS = {
    "stranger": STRANGER,
    "employee": EMPLOYEE,
    "ambassador": AMBASSADOR,
    "manager": MANAGER,
    "steering": STEERING,
    "sponsor": SPONSOR,
    "lead": LEAD,
    "dpo": DPO,
}
CHANNEL = Address("19:general", "http://127.0.0.1:9", ConversationKind.CHANNEL)
TIMERS = (
    "ask_check_ins",
    "pass_on_help",
    "follow_terms",
    "tend_calls",
    "count_kpis",
    "award_badges",
    "prepare_brief",
    "publish_recap",
    "start_digests",
)
PERIODS = ("", "2026-10", "2026-11", "2026-09", "2026-Q3", "2026-Q4", "2026-1", "2025-2", "all")
# Every function that answers HTTP, and what it is asked with; one that is missing here fails the tests.
REQUESTS: Mapping[str, tuple[dict[str, str], ...]] = {
    "get_brief": ({"month": "2026-10"},),
    "get_brief_csv": ({"month": "2026-10"},),
    "get_brief_pptx": ({"month": "2026-10"},),
    "download_brief": ({"month": "2026-10", "format": "csv", "t": "forged"},),
    "list_runs": ({},),
    "get_run": ({"run": "check_in.2026-1-2026-W47"},),
    "replay_run": ({"run": "check_in.2026-1-2026-W47"},),
    "cancel_run": ({"run": "check_in.2026-1-2026-W47"},),
    "recall_run": ({"run": "check_in.2026-1-2026-W47"},),
    "get_recap": ({"week": "2026-W41"}, {"week": "2026-W48"}),
    "publish_recap_now": ({"week": "2026-W47"},),
    "set_role": ({"person_id": OWNER, "role": "steering"},),
    "import_people": ({},),
    "sync_people_now": ({},),
    "download_workshop": ({"t": "forged"}, {}),
    "get_kpis": tuple({"period": period, "format": kind} for period in PERIODS for kind in ("json", "csv")),
    "recompute_kpis": ({}, {"all": "yes"}),
    "download_kpis": ({"t": "forged"}, {}),
    "download_coverage": ({"t": "forged"}, {}),
    "download_literacy": ({"t": "forged"}, {}),
    "get_health": ({},),
    "get_ready": ({},),
    "download_own_data": ({"t": "forged"}, {}),
    "get_retention": ({},),
    "get_accesses": ({},),
    "download_privacy": ({"t": "forged"}, {}),
    "download_badge": ({"t": "forged"}, {}),
    "award_badges_now": ({},),
    "get_badge_issuer": ({},),
    "get_badge_key": ({"key": "none"},),
    "get_badge_status": ({},),
    "get_openapi": ({},),
    "unknown_route": ({"nowhere": "people"},),
}


@pytest.fixture(scope="module")
async def planted() -> World:
    world = await World.planted()
    await plant_marks(world.storage)
    await recompute_kpis(world.backend, now=NOW, everything=True)
    return world


@pytest.fixture
async def house(planted: World) -> AsyncIterator[House]:
    async with open_house(planted.copy().storage, now=NOW, tenant=TENANT) as opened:
        yield opened


async def _answered(world: World, turn: Turn) -> Reply:
    try:
        return await answer(turn, world.backend)
    except Refusal:
        return Reply()


def _shown(reply: Reply) -> list[Any]:
    return [reply.card, reply.preface, reply.notice, reply.title, [update.card for update in reply.updates]]


def _clicks() -> list[tuple[Verb, Click]]:
    return [*CLICKS.items(), *ASKED.values()]


def _said(world: World, person_id: str, text: str, address: Address | None = None) -> Turn:
    clicked = world.turn(Verb.HELP, Click(), person_id, address)
    return replace(clicked, door=Door.MESSAGE, text=text, token=None, card_id=None)


async def _told(world: World, person_id: str) -> list[Any]:
    """Everything that somebody is shown by every button and every word, in their own chat and in a channel."""
    shown = []
    for address in (None, CHANNEL):
        for verb, click in _clicks():
            here = world.copy()
            if click.without_calls:
                await here.end_calls()
            shown.append(_shown(await _answered(here, here.turn(verb, click, person_id, address))))
        for word in (*COMMANDS, f"avis {WORKSHOP.code}", "avis CDEFGHJ2"):
            here = world.copy()
            shown.append(_shown(await _answered(here, _said(here, person_id, word, address))))
    return shown


async def _files(house: House, links: set[str]) -> list[str]:
    """What the files are to which cards lead, as their links give them."""
    functions = {"badges": "download_badge", "kpis": "download_kpis", "ambassadors": "download_coverage"}
    functions |= {"workshops": "download_workshop", "briefs": "download_brief", "literacy": "download_literacy"}
    functions |= {"privacy": "download_privacy", "own-data": "download_own_data"}
    bodies = []
    for link in sorted(links):
        address = urlsplit(link)
        parts = address.path.split("/")
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        names = {"month": parts[3], "format": parts[-1]} if parts[2] == "briefs" else {}
        answer = await house.run(functions[parts[2]], _request(query | names))
        bodies.append(read_file(answer.get_body()))
    return bodies


def _request(values: Mapping[str, str], body: bytes = b"{}") -> func.HttpRequest:
    return func.HttpRequest(method="GET", url="/api", params=dict(values), route_params=dict(values), body=body)


@pytest.mark.parametrize("who", OTHERS)
async def test_no_card_and_no_file_tells_them(planted: World, house: House, who: str) -> None:
    shown = await _told(planted, OTHERS[who])
    for each in shown:
        # What the owner wrote of a blocker is for the programme lead; its figures are not.
        assert marks_in(readable(each)) - ({WORDS} if who == "lead" else set()) == set(), readable(each)
    links = links_in(shown)
    if who == "lead":
        # Every kind of file that is not somebody's own.
        assert {urlsplit(link).path.split("/")[2] for link in links} >= {
            "kpis",
            "ambassadors",
            "briefs",
            "workshops",
            "literacy",
            "privacy",
        }
    for body in await _files(house, links):
        assert marks_in(body) == set(), body


async def test_the_owner_sees_every_one_of_them(planted: World) -> None:
    """Or the walk would find nothing for want of anything to be found."""
    seen = {mark for each in await _told(planted, OWNER) for mark in marks_in(readable(each))}
    assert seen == MARKS | {WORDS}


async def test_no_answer_over_http_tells_them(house: House) -> None:
    for name, requests in REQUESTS.items():
        for values in requests:
            answer = await house.run(name, _request(values))
            body = read_file(answer.get_body())
            assert marks_in(body) == set(), (name, values, body[:2000])


async def test_the_figures_that_are_told_are_really_there(house: House) -> None:
    """The API does tell sums of enough people; the walk above looks at more than refusals."""
    await house.run("recompute_kpis", _request({"all": "yes"}))
    answer = await house.run("get_kpis", _request({"period": "2026-10"}))
    assert answer.status_code == 200
    assert '"prompts"' in json.dumps(json.loads(answer.get_body()))


def test_every_http_function_is_walked() -> None:
    wiring = Wiring(ENVIRONMENT, storage=open_memory_storage())
    functions = function_app(wiring).get_functions()
    over_http = {each.get_function_name() for each in functions if type(each.get_trigger()).__name__ == "HttpTrigger"}
    assert over_http == set(REQUESTS)


async def test_no_message_that_is_sent_tells_them_to_anybody_else(house: House) -> None:
    for person_id in (*OTHERS.values(), OWNER, *PEERS):
        stored = await house.storage.people.get(TENANT, person_id)
        if stored is not None:
            await house.storage.people.put(
                replace(stored, address=replace(chat_of(person_id), service_url=house.connector.url))
            )
    for _ in range(2):
        for timer in TIMERS:
            await house.run(timer, Tick())
        while house.work:
            await house.work_on()
        await house.deliver()
    chats = {who: house.cards_in(chat_of(person_id).conversation_id) for who, person_id in OTHERS.items()}
    assert sum(map(len, chats.values())) > 3
    for who, cards in chats.items():
        for card in cards:
            assert marks_in(readable(card)) - ({WORDS} if who == "lead" else set()) == set(), (who, readable(card))
    for card in house.cards_in(CHANNEL.conversation_id):
        assert marks_in(readable(card)) == set(), readable(card)
