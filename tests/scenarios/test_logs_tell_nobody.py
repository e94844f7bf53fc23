"""Nothing that people write, nobody's name, no token and no conversation is in anything that is logged."""

import json
import traceback
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest

from bot.connector import Connector, outbound_session
from bot.proactive import ProactiveCards
from bot.service_urls import ServiceUrls
from cards.signing import CardToken, Signer
from cards.verbs import Verb
from functions.function_app import function_app
from functions.guarded import FunctionFailed
from functions.wiring import Wiring
from passeur.logs.records import HostedRecord
from passeur.sharing.share_form import Field
from passeur.storage.bundle import TABLES, Storage, bundle
from passeur.storage.memory import MemoryQueue, open_memory_storage
from tests.fakes.card_reading import button, execute
from tests.fakes.connector import Cut, Status
from tests.fakes.teams import Place, Someone, personal
from tests.scenarios.house import APP_ID, ENVIRONMENT, SECRET, House, Tick, message, open_house
from tests.scenarios.matrix_clicks import CLICKS
from tests.scenarios.matrix_world import LEAD, NOW, OWNER, TENANT, chat_of, plant
from tests.scenarios.telling import FILLED, form_in
from tests.scenarios.test_planted_values import REQUESTS, TIMERS, _request
from tests.scenarios.told_by_logs import MARK, QuotingTable, Trouble, Written, everything_written

KEY = f"a-{MARK}-key-that-only-tests-sign-cards-with"
ENVIRONMENT_TOO = {"PASSEUR_CARD_KEYS": KEY}
AUTHOR = Someone(f"aaaaaaaa-{MARK}-4000-8000-000000000001", f"Claire {MARK}")
READER = Someone(f"aaaaaaaa-{MARK}-4000-8000-000000000002", f"Karim {MARK}")
TEAM = Place(f"19:{MARK}@thread.tacv2", "channel", f"19:{MARK}-team@thread.tacv2")
WRITTEN_BY_HAND = (Field.TOOL, Field.USE_CASE, Field.LIMITS, Field.WHEN_NOT, Field.PROMPT)
WORDS: dict[str, str] = {name: f"{FILLED[name]} {MARK}" for name in WRITTEN_BY_HAND}


def _secrets(house: House) -> list[str]:
    """What is in no text of the scenario and must not be written all the same."""
    tokens = {call.token for call in house.connector.calls if call.token}
    return [MARK, SECRET, APP_ID, LEAD, OWNER, chat_of(OWNER).conversation_id, house.connector.url, *tokens]


def _told(written: Written, house: House) -> dict[str, str]:
    """What was written although it must not be, and where."""
    whole = written.whole
    return {each: whole[max(0, at - 300) : at + 100] for each in _secrets(house) if (at := whole.find(each)) >= 0}


def _storage(trouble: Trouble) -> Storage:
    queue = MemoryQueue()
    tables = {name: QuotingTable(trouble=trouble) for name in TABLES}
    return bundle(lambda name: tables[name], queue, open_memory_storage(queue).connection)


@pytest.fixture
def trouble() -> Trouble:
    return Trouble()


@pytest.fixture
def written() -> Iterator[Written]:
    with everything_written() as found:
        yield found


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with outbound_session() as opened:
        yield opened


@pytest.fixture
async def house(trouble: Trouble, written: Written) -> AsyncIterator[House]:
    """The world of the matrix, whose errors quote it, over HTTP."""
    async with open_house(_storage(trouble), now=NOW, tenant=TENANT, settings_too=ENVIRONMENT_TOO) as opened:
        await plant(opened.storage, opened.backend)
        yield opened


def _action(verb: Verb) -> dict[str, Any]:
    click = CLICKS[verb]
    token = Signer([KEY], TENANT).sign(CardToken(verb, click.subject, click.version, click.parent))
    return {"type": "Action.Execute", "verb": verb, "data": {"token": token, **click.inputs}}


async def _a_day_of_sharing(house: House) -> None:
    await house.teams.install(AUTHOR, TEAM)
    form = await form_in(house, AUTHOR, TEAM)
    await house.teams.click(AUTHOR, button(form, "Publier"), {**FILLED, **WORDS, "when_not": ""}, where=TEAM)
    await house.teams.click(AUTHOR, button(form, "Publier"), {**FILLED, **WORDS}, where=TEAM)
    await house.deliver()
    card = house.cards_in(TEAM.id)[-1]
    await house.teams.click(READER, execute(card, Verb.TRY), {"outcome": "worked"}, where=TEAM)
    await house.teams.click(READER, execute(card, Verb.REPORT), {"report": f"Faux : {MARK}"}, where=TEAM)
    for text in (f"bonjour je m’appelle {MARK}", "profil", "messages", f"<at>{MARK}</at> aide"):
        await house.teams.say(READER, text)
    await house.deliver()


async def test_a_day_on_which_all_goes_well(house: House, written: Written) -> None:
    await _a_day_of_sharing(house)
    assert any(MARK in str(call.activity) for call in house.connector.calls)
    assert _told(written, house) == {}


async def test_every_verb_over_a_storage_whose_errors_quote_it(
    house: House, trouble: Trouble, written: Written
) -> None:
    for every in (1, 3):
        for who in (Someone(LEAD, f"Lead {MARK}"), Someone(OWNER, f"Owner {MARK}")):
            for verb in CLICKS:
                trouble.every = every
                await house.teams.click(who, _action(verb), {"more": MARK}, where=personal(who), card_id=f"m-{MARK}")
                trouble.every = 0
    assert trouble.met > 200
    errors = [line for line in map(json.loads, written.as_json.getvalue().splitlines()) if "error" in line]
    assert sum("LookupError" in line["error"][0] for line in errors) > 150
    assert {line["turn"] for line in errors if line["logger"] == "bot.adapter"}
    assert _told(written, house) == {}


@pytest.mark.parametrize(
    "fault",
    [
        Status(403, f"Blocked{MARK}", text=f"{MARK} blocked you"),
        Status(404, MARK),
        Status(429, "Throttled", {"Retry-After": "1"}),
        Status(500, MARK, text=MARK),
        Status(401, MARK),
        Cut.BEFORE,
        Cut.AFTER,
    ],
    ids=str,
)
async def test_teams_that_fails_with_words_of_its_own(house: House, written: Written, fault: Any) -> None:
    house.connector.fail_next(fault, times=6)
    await house.teams.say(READER, f"aide {MARK}")
    house.connector.fail_next(fault, times=6)
    form = await _opened(house)
    await house.teams.submit_compose(AUTHOR, button(form, "Publier"), {**FILLED, **WORDS}, TEAM)
    for _ in range(3):
        await house.deliver()
        await house.sweep()
    assert _told(written, house) == {}


async def _opened(house: House) -> Any:
    return (await house.teams.compose(AUTHOR, TEAM)).card


async def test_strangers_who_try_to_get_in(house: House, written: Written) -> None:
    """What turns them away is logged; what they sent is not."""
    teams = house.teams
    good = teams.authorization
    good_activity = teams.activity(AUTHOR, TEAM, type="message", text=MARK)
    for header in (f"Bearer {MARK}", f"Basic {MARK}", "", f"Bearer {MARK}.{MARK}.{MARK}"):
        teams.authorization = lambda _url, header=header: header
        assert (await teams.post(good_activity)).status == 401
    teams.authorization = good
    changes: list[dict[str, Any]] = [
        {"channelId": MARK},
        {"serviceUrl": f"https://{MARK}.example/"},
        {"conversation": {"id": MARK, "tenantId": MARK}},
        {"from": {"id": MARK, "aadObjectId": f"{MARK}/../x"}},
        {"from": {"id": MARK, MARK: MARK, "name": [MARK]}},
        {"entities": [{"type": MARK, MARK: {MARK: MARK}}], MARK: MARK},
        {"type": "invoke", "name": MARK, "value": {MARK: MARK}},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": MARK}},
        {"type": "message", "value": {"token": MARK, MARK: MARK}},
        {"membersAdded": {MARK: MARK}},
        {"semanticAction": {"id": MARK, "entities": {MARK: MARK}}},
    ]
    for change in changes:
        answer = await teams.post({**good_activity, **change})
        assert answer.status in (200, 201, 400, 401, 403, 501), change
    for body, kind in ((MARK.encode(), "application/json"), (b"{}", f"text/{MARK}"), (b"\xff" * 9, "application/json")):
        headers = {"Authorization": good(house.connector.url), "Content-Type": kind}
        async with teams.session.post(f"{teams.bot_url}/api/messages", data=body, headers=headers) as answered:
            assert answered.status in (400, 415)
    assert written.as_json.getvalue().count("request turned away") >= 10
    assert _told(written, house) == {}


async def test_every_function_over_a_storage_whose_errors_quote_it(
    house: House, trouble: Trouble, session: aiohttp.ClientSession
) -> None:
    """As Azure hosts them: the worker writes down whatever an error holds, so the errors hold nothing."""
    await _a_day_of_sharing(house)
    teams = Connector(session, tokens=None, service_urls=ServiceUrls(dangerously_allow_loopback=True), patience=0)
    wiring = Wiring(
        {**ENVIRONMENT, **ENVIRONMENT_TOO, "PASSEUR_TENANT_ID": TENANT},
        storage=house.storage,
        sender=ProactiveCards(teams),
        clock=house.clock,
        sleep=house.clock.sleep,
    )
    functions = {each.get_function_name(): each.get_user_function() for each in _hosted(wiring)}
    jobs: list[tuple[str, Any]] = [(name, Tick()) for name in TIMERS]
    jobs += [(name, _request(values, MARK.encode())) for name, requests in REQUESTS.items() for values in requests]
    jobs += [
        (name, message(f"{MARK}|{MARK}|{MARK}")) for name in functions if "deliver" in name and "sweep" not in name
    ]
    jobs += [("deliver", message(f"shares|{TENANT}|2026-W47|o|{MARK}")), ("make_run_step", message(MARK))]
    failed = 0
    with everything_written(HostedRecord) as hosted:
        for name, given in jobs:
            for every in (1, 2, 5):
                trouble.every = every
                try:
                    await functions[name](given)
                except FunctionFailed as error:
                    failed += 1
                    hosted.by_others.write("".join(traceback.format_exception(error)) + repr(error.__context__))
                trouble.every = 0
    assert failed > 20
    assert trouble.met > 50
    assert _told(hosted, house) == {}


def _hosted(wiring: Wiring) -> list[Any]:
    return function_app(wiring, hosted=True).get_functions()


async def test_the_marks_are_really_where_errors_come_from(house: House, trouble: Trouble) -> None:
    """Or the walks above would find nothing for want of anything to be found."""
    trouble.every = 1
    with pytest.raises(LookupError, match=MARK):
        await house.storage.people.get(TENANT, OWNER)
    trouble.every = 0
    person = await house.storage.people.get(TENANT, OWNER)
    assert person is not None
