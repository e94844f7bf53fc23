"""What each ending of a call is called, and what is never done twice."""

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.app_tokens import AppToken, AppTokens, NoToken
from bot.connector import MOST_TRIES, Connector
from bot.connector_errors import Lost, Refused, Unavailable
from bot.service_urls import ServiceUrls
from tests.bot.edge.sender import MESSAGE, Sender, failure_of
from tests.fakes.connector import Cut, FakeConnector, Status


@pytest.fixture
async def fake() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as fake:
        yield fake


@pytest.fixture
def sender(session: aiohttp.ClientSession, fake: FakeConnector) -> Sender:
    return Sender(session, fake)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "BadSyntax"),
        (401, "BotNotRegistered"),
        (403, "ConversationBlockedByUser"),
        (403, None),
        (404, "ConversationNotFound"),
        (413, "MessageSizeTooBig"),
        (302, None),
    ],
)
async def test_a_refusal_is_final_and_keeps_the_channels_word(
    sender: Sender, fake: FakeConnector, status: int, code: str | None
) -> None:
    fake.fail_next(Status(status, code, headers={"Location": "http://127.0.0.1:9/"} if status == 302 else {}))
    failure = await failure_of(sender.send())
    assert isinstance(failure, Refused)
    assert (failure.status, failure.code) == (status, code)
    assert len(fake.calls) == 1


@pytest.mark.parametrize("text", ["Bad gateway", "[1]", '{"error": "text"}', '{"error": {"code": 5}}', "[" * 5000])
async def test_an_error_in_any_other_form_is_read_by_its_status(sender: Sender, fake: FakeConnector, text: str) -> None:
    fake.fail_next(Status(403, text=text))
    failure = await failure_of(sender.send())
    assert isinstance(failure, Refused)
    assert (failure.status, failure.code) == (403, None)
    fake.fail_next(Status(502, text=text))
    assert await sender.send() in fake.messages


@pytest.mark.parametrize("text", ["", "done", "[]", "null", '{"id": 5}', '{"id": ""}', "{}"])
async def test_a_message_that_was_given_no_id_is_still_sent(sender: Sender, fake: FakeConnector, text: str) -> None:
    fake.fail_next(Status(201, text=text))
    assert await sender.send() is None


async def test_a_message_whose_answer_is_lost_is_not_sent_again(sender: Sender, fake: FakeConnector) -> None:
    fake.fail_next(Cut.AFTER)
    assert isinstance(await failure_of(sender.send()), Lost)
    assert len(fake.calls) == 1
    assert len(fake.messages) == 1


async def test_a_message_cut_before_it_was_posted_is_not_sent_again_either(sender: Sender, fake: FakeConnector) -> None:
    """From outside it looks the same."""
    fake.fail_next(Cut.BEFORE)
    assert isinstance(await failure_of(sender.send()), Lost)
    assert fake.messages == {}


async def test_a_connector_that_hangs_is_lost_in_time(fake: FakeConnector) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.2)) as session:
        fake.fail_next(Cut.HANG)
        began = time.monotonic()
        assert isinstance(await failure_of(Sender(session, fake).send()), Lost)
        assert time.monotonic() - began < 2


async def test_a_500_says_nothing_of_what_was_done(sender: Sender, fake: FakeConnector) -> None:
    fake.fail_next(Status(500))
    assert isinstance(await failure_of(sender.send()), Lost)
    assert len(fake.calls) == 1


async def test_an_update_whose_answer_is_lost_is_made_again(sender: Sender, fake: FakeConnector) -> None:
    activity_id = await sender.send()
    assert activity_id is not None
    fake.fail_next(Cut.AFTER)
    await sender.connector.update(fake.url, "a:1", activity_id, {**MESSAGE, "text": "Bonsoir"})
    assert fake.messages[activity_id].activity["text"] == "Bonsoir"
    assert [call.method for call in fake.calls] == ["POST", "PUT", "PUT"]


async def test_a_deletion_whose_answer_is_lost_ends_well(sender: Sender, fake: FakeConnector) -> None:
    activity_id = await sender.send()
    assert activity_id is not None
    fake.fail_next(Cut.AFTER)
    await sender.connector.delete(fake.url, "a:1", activity_id)
    assert fake.messages == {}


async def test_a_connector_that_cannot_be_reached_is_tried_again_and_then_unavailable(
    session: aiohttp.ClientSession, fake: FakeConnector
) -> None:
    sender = Sender(session, fake)
    failure = await failure_of(sender.connector.send("http://127.0.0.1:9/", "a:1", MESSAGE))
    assert isinstance(failure, Unavailable)
    assert failure.status is None
    assert len(sender.pauses) == MOST_TRIES - 1


@pytest.mark.parametrize("url", ["https://evil.example/", "http://smba.trafficmanager.net/", "", "file:///etc/passwd"])
async def test_no_token_is_carried_to_a_connector_that_is_not_teams(session: aiohttp.ClientSession, url: str) -> None:
    async def never() -> AppToken:
        raise AssertionError("a token was asked for")

    connector = Connector(session, tokens=AppTokens(never), service_urls=ServiceUrls())
    failure = await failure_of(connector.send(url, "a:1", MESSAGE))
    assert isinstance(failure, Refused)
    assert failure.code == "service_url_not_allowed"


async def test_without_a_token_nothing_leaves(session: aiohttp.ClientSession, fake: FakeConnector) -> None:
    async def none() -> AppToken:
        raise NoToken("Entra answered 500")

    failure = await failure_of(Sender(session, fake, tokens=AppTokens(none)).send())
    assert isinstance(failure, Unavailable)
    assert fake.calls == []


async def test_a_token_that_was_revoked_is_renewed_once(session: aiohttp.ClientSession) -> None:
    given: list[str] = []

    async def source() -> AppToken:
        given.append(f"token-{len(given) + 1}")
        return AppToken(given[-1], time.time() + 3600)

    async with FakeConnector(tokens={"token-2"}) as fake:
        sender = Sender(session, fake, tokens=AppTokens(source))
        assert await sender.send() in fake.messages
        fake.tokens = set()
        failure = await failure_of(sender.send())
        assert isinstance(failure, Refused)
        assert failure.status == 401
    assert given == ["token-1", "token-2", "token-3"]


ODD_IDS = ["19:x@thread.tacv2;messageid=17", "a:é/ü", "a?b", "a#b", "a%2Fb", "a\\b", "a b+c", "🎉", ".."]


@pytest.mark.parametrize("odd", ODD_IDS)
async def test_any_id_reaches_the_connector_as_it_is(sender: Sender, fake: FakeConnector, odd: str) -> None:
    await sender.connector.send(fake.url.rstrip("/"), odd, MESSAGE, reply_to=odd)
    [call] = fake.calls
    assert (call.conversation_id, call.activity_id) == (odd, odd)
    assert fake.violations == []


async def test_one_connection_serves_one_conversation_after_the_other(fake: FakeConnector) -> None:
    opened = 0
    config = aiohttp.TraceConfig()

    async def count(*_: object) -> None:
        nonlocal opened
        opened += 1

    config.on_connection_create_end.append(count)
    async with aiohttp.ClientSession(trace_configs=[config]) as traced:
        sender = Sender(traced, fake)
        for number in range(20):
            await sender.send(f"a:{number}")
    assert opened == 1


async def test_a_cancelled_send_is_cancelled(sender: Sender, fake: FakeConnector) -> None:
    fake.fail_next(Cut.HANG)
    sending: asyncio.Task[str | None] = asyncio.create_task(sender.send())
    await fake.hanging.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
