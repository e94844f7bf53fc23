"""What the connector tries again, how often, and how long it waits."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.connector import FIRST_PAUSE, MOST_TRIES, TURN_PATIENCE
from bot.connector_errors import Throttled, Unavailable
from tests.bot.edge.sender import Sender, failure_of
from tests.fakes.connector import FakeConnector, Status


@pytest.fixture
async def fake() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as fake:
        yield fake


@pytest.fixture
def sender(session: aiohttp.ClientSession, fake: FakeConnector) -> Sender:
    return Sender(session, fake)


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_a_status_that_teams_asks_to_retry_is_retried(sender: Sender, fake: FakeConnector, status: int) -> None:
    fake.fail_next(Status(status))
    assert await sender.send() in fake.messages
    assert len(fake.calls) == 2
    assert len(sender.pauses) == 1


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_retries_end(sender: Sender, fake: FakeConnector, status: int) -> None:
    fake.fail_next(Status(status), times=10)
    failure = await failure_of(sender.send())
    assert isinstance(failure, Throttled if status == 429 else Unavailable)
    assert len(fake.calls) <= MOST_TRIES
    assert sum(sender.pauses) <= TURN_PATIENCE
    assert fake.messages == {}


async def test_pauses_grow_and_are_not_all_alike(sender: Sender, fake: FakeConnector) -> None:
    for _ in range(20):
        fake.fail_next(Status(503), times=2)
        await sender.send()
    firsts, seconds = sender.pauses[::2], sender.pauses[1::2]
    assert all(FIRST_PAUSE / 2 <= pause <= FIRST_PAUSE for pause in firsts)
    assert all(FIRST_PAUSE <= pause <= 2 * FIRST_PAUSE for pause in seconds)
    assert len(set(firsts)) > 10


@pytest.mark.parametrize("status", [429, 503])
async def test_a_short_retry_after_is_obeyed(sender: Sender, fake: FakeConnector, status: int) -> None:
    fake.fail_next(Status(status, headers={"Retry-After": "2"}))
    assert await sender.send() in fake.messages
    [pause] = sender.pauses
    assert 2 <= pause <= 2 + FIRST_PAUSE


async def test_a_long_retry_after_is_told_instead_of_waited_for(sender: Sender, fake: FakeConnector) -> None:
    fake.fail_next(Status(429, headers={"Retry-After": "37"}))
    failure = await failure_of(sender.send())
    assert isinstance(failure, Throttled)
    assert failure.retry_after == 37
    assert (sender.pauses, len(fake.calls)) == ([], 1)


@pytest.mark.parametrize("header", ["-1", "soon", "", "Mon, 02 Nov 2026 09:30:00 GMT"])
async def test_an_unreadable_retry_after_counts_as_none(sender: Sender, fake: FakeConnector, header: str) -> None:
    fake.fail_next(Status(503, headers={"Retry-After": header}))
    assert await sender.send() in fake.messages
    assert sender.pauses[0] <= FIRST_PAUSE


async def test_an_absurd_retry_after_is_cut_to_an_hour(sender: Sender, fake: FakeConnector) -> None:
    fake.fail_next(Status(429, headers={"Retry-After": "9" * 30}))
    failure = await failure_of(sender.send())
    assert isinstance(failure, Throttled)
    assert failure.retry_after == 3600


async def test_an_impatient_connector_gives_a_throttled_message_back_at_once(
    session: aiohttp.ClientSession, fake: FakeConnector
) -> None:
    sender = Sender(session, fake, patience=0.5)
    fake.fail_next(Status(429))
    assert isinstance(await failure_of(sender.send()), Throttled)
    fake.fail_next(Status(412))
    assert await sender.send() in fake.messages
