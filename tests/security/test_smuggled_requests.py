"""Requests that two servers could read in two ways: none of them reaches the bot as a second request."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from passeur.storage.memory import open_memory_storage
from tests.fakes.teams import personal
from tests.scenarios.house import KARIM, House, open_house


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house(open_memory_storage()) as opened:
        yield opened


def _activity(house: House, text: str) -> bytes:
    return json.dumps(house.teams.activity(KARIM, personal(KARIM), type="message", text=text)).encode()


def _request(house: House, body: bytes, *headers: str) -> bytes:
    """A whole request, good but for its headers."""
    lines = ["POST /api/messages HTTP/1.1", "Host: passeur", "Content-Type: application/json"]
    lines += [f"Authorization: {house.teams.authorization(house.connector.url)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _sent(house: House, raw: bytes) -> list[int]:
    """The statuses of everything that comes back until the bot closes, or says nothing more."""
    host, _, port = house.teams.bot_url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(raw)
    await writer.drain()
    answer = b""
    try:
        async with asyncio.timeout(1.5):
            while chunk := await reader.read(65536):
                answer += chunk
    except TimeoutError:
        pass
    writer.close()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)
    return [int(line.split()[1]) for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.")]


def _chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: {length}", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked", "Content-Length: {length}"),
        ("Content-Length: {length}", "Content-Length: 4"),
        ("Content-Length: 4", "Content-Length: {length}"),
        ("Content-Length: +{length}",),
        ("Content-Length: 0x{length}",),
        ("Content-Length: -1",),
        ("Content-Length: {length}, 4",),
        ("Content-Length : {length}",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding:\x0bchunked",),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
        ("Content-Length: {length}", "X: a\rInjected: b"),
        ("Content-Length: {length}", "X: a\x00b"),
        ("Content-Length: {length}", " folded: line"),
    ],
    ids=lambda headers: " + ".join(headers).encode("unicode_escape").decode(),
)
async def test_a_request_of_two_lengths_or_of_a_broken_head_hides_nothing(
    house: House, headers: tuple[str, ...]
) -> None:
    hidden = _request(house, body := _activity(house, "aide"), f"Content-Length: {len(body)}")
    outer = b"0\r\n\r\n" + hidden
    raw = _request(house, outer, *(each.format(length=len(outer)) for each in headers))
    statuses = await _sent(house, raw)
    assert all(status in (400, 401, 413, 415) for status in statuses), statuses
    assert len(statuses) == 1
    assert house.connector.messages_in(personal(KARIM).id) == []


async def test_a_chunked_body_is_read_as_one_request(house: House) -> None:
    body = _activity(house, "aide")
    raw = _request(house, _chunked(body[:10], body[10:]), "Transfer-Encoding: chunked", "Connection: close")
    assert await _sent(house, raw) == [201]


@pytest.mark.parametrize("headers", [200, 40_000], ids=["many", "long"])
async def test_a_head_that_never_ends_is_refused_and_others_are_served(house: House, headers: int) -> None:
    more = [f"X-{number}: y" for number in range(500)] if headers == 200 else [f"X-Long: {'y' * headers}"]
    body = _activity(house, "aide")
    statuses = await _sent(house, _request(house, body, f"Content-Length: {len(body)}", "Connection: close", *more))
    assert statuses in ([201], [400], [431])
    assert (await house.teams.say(KARIM, "aide")).status == 201


async def test_two_requests_on_one_connection_are_each_authenticated(house: House) -> None:
    body = _activity(house, "aide")
    good = _request(house, body, f"Content-Length: {len(body)}")
    bad = good.replace(b"Bearer ", b"Bearer x", 1)
    assert await _sent(house, good + bad) == [201, 401]


async def test_an_answer_does_not_say_which_versions_it_comes_from(house: House) -> None:
    for path, method in (("/healthz", "GET"), ("/api/messages", "POST"), ("/nothing", "GET")):
        async with house.teams.session.request(method, f"{house.teams.bot_url}{path}") as answer:
            assert (answer.headers["Server"], answer.headers["X-Content-Type-Options"]) == ("passeur", "nosniff")


async def test_forwarding_headers_change_nothing(house: House) -> None:
    """Who asks is in the token, where they are is in the activity: no header says another."""
    body = _activity(house, "aide")
    lies = ("X-Forwarded-Host: evil.example", "X-MS-CLIENT-PRINCIPAL: e30=", "X-Original-URL: /healthz", "Host: evil")
    raw = _request(house, body, f"Content-Length: {len(body)}", "Connection: close", *lies[:3])
    assert await _sent(house, raw) == [201]
    assert {call.conversation_id for call in house.connector.calls} <= {personal(KARIM).id}
