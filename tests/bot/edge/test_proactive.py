import subprocess
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.app_tokens import AppTokens, NoToken
from bot.connector import Connector
from bot.proactive import QUEUE_PATIENCE, ProactiveCards, open_card_sender
from bot.service_urls import LOOPBACK_ONLY
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import Reason
from passeur.delivery.ports import CardSender, SendFailed, SendThrottled, SendUnavailable, SendUnknown
from tests.fakes.connector import Cut, FakeConnector, Status

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}


@pytest.fixture
async def fake() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as fake:
        yield fake
        assert fake.violations == []


@pytest.fixture
def cards(session: aiohttp.ClientSession) -> ProactiveCards:
    return ProactiveCards(Connector(session, tokens=None, service_urls=LOOPBACK_ONLY, patience=QUEUE_PATIENCE))


@pytest.fixture
def address(fake: FakeConnector) -> Address:
    return Address("19:c@thread.tacv2", fake.url, ConversationKind.CHANNEL)


async def test_a_card_is_posted_alone_and_can_be_replaced(
    cards: CardSender, fake: FakeConnector, address: Address
) -> None:
    activity_id = await cards.send(address, CARD)
    assert activity_id is not None
    [message] = fake.messages_in(address.conversation_id)
    assert message.card == CARD
    assert set(message.activity) == {"type", "attachments"}
    await cards.update(address, activity_id, {**CARD, "lang": "fr"})
    assert fake.messages[activity_id].card["lang"] == "fr"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, Reason.REFUSED),
        (401, Reason.NOT_REGISTERED),
        (403, Reason.BLOCKED),
        (404, Reason.CONVERSATION_GONE),
        (413, Reason.TOO_BIG),
    ],
)
async def test_a_refusal_is_told_in_deliverys_words(
    cards: CardSender, fake: FakeConnector, address: Address, status: int, reason: Reason
) -> None:
    fake.fail_next(Status(status), times=2)
    with pytest.raises(SendFailed) as sending:
        await cards.send(address, CARD)
    assert sending.value.reason is reason
    with pytest.raises(SendFailed) as updating:
        await cards.update(address, "1", CARD)
    assert updating.value.reason is reason


async def test_a_throttled_card_says_when_to_come_back(
    cards: CardSender, fake: FakeConnector, address: Address
) -> None:
    fake.fail_next(Status(429, headers={"Retry-After": "12"}))
    with pytest.raises(SendThrottled) as sending:
        await cards.send(address, CARD)
    assert sending.value.retry_after == 12
    assert len(fake.calls) == 1


async def test_a_connector_in_trouble_is_come_back_to(cards: CardSender, fake: FakeConnector, address: Address) -> None:
    fake.fail_next(Status(503, headers={"Retry-After": "60"}))
    with pytest.raises(SendThrottled) as sending:
        await cards.send(address, CARD)
    assert sending.value.retry_after == 60


async def test_a_lost_answer_is_unknown(cards: CardSender, fake: FakeConnector, address: Address) -> None:
    fake.fail_next(Cut.AFTER)
    with pytest.raises(SendUnknown):
        await cards.send(address, CARD)
    assert len(fake.messages) == 1


async def test_no_token_is_a_reason_to_come_back(
    session: aiohttp.ClientSession, fake: FakeConnector, address: Address
) -> None:
    async def none() -> None:
        raise NoToken

    connector = Connector(session, tokens=AppTokens(none), service_urls=LOOPBACK_ONLY, patience=0)  # type: ignore[arg-type]  # it gives nothing at all
    with pytest.raises(SendThrottled):
        await ProactiveCards(connector).send(address, CARD)
    assert fake.calls == []


async def test_a_sender_of_its_own_speaks_to_loopback_only_when_told_to(fake: FakeConnector, address: Address) -> None:
    anonymous = open_card_sender(tenant_id="t", app_id="a", app_secret=None, dangerously_allow_anonymous=True)
    assert await anonymous.send(address, CARD) in fake.messages
    await anonymous.close()
    guarded = open_card_sender(tenant_id="t", app_id="a", app_secret="s")
    with pytest.raises(SendFailed):
        await guarded.send(address, CARD)
    await guarded.close()
    assert len(fake.calls) == 1


def test_functions_can_import_it_without_the_sdk() -> None:
    program = "import sys, bot.proactive; print([m for m in sys.modules if m.split('.')[0] in sys.argv[1:]])"
    unwanted = ["botbuilder", "botframework", "msrest", "msal", "requests", "azure", "jwt"]
    run = subprocess.run([sys.executable, "-c", program, *unwanted], capture_output=True, text=True, check=True)  # noqa: S603  # our own interpreter
    assert run.stdout.strip() == "[]"


async def test_a_chat_is_opened_and_asking_again_gives_the_same_one(cards: ProactiveCards, fake: FakeConnector) -> None:
    chat = await cards.open_chat("a-tenant", "29:anne", fake.url)
    assert chat == Address(fake.people.chats["29:anne"], fake.url, ConversationKind.PERSONAL)
    assert await cards.open_chat("a-tenant", "29:anne", fake.url) == chat
    assert await cards.send(chat, CARD) in fake.messages


async def test_the_bot_is_named_when_its_id_is_known(session: aiohttp.ClientSession, fake: FakeConnector) -> None:
    connector = Connector(session, tokens=None, service_urls=LOOPBACK_ONLY)
    await ProactiveCards(connector, app_id="an-app").open_chat("a-tenant", "29:anne", fake.url)
    assert fake.people.opened[0]["bot"] == {"id": "28:an-app"}


@pytest.mark.parametrize(
    ("status", "trouble", "reason"),
    [
        (400, SendFailed, Reason.REFUSED),
        (401, SendFailed, Reason.NOT_REGISTERED),
        (403, SendFailed, Reason.BLOCKED),
        (404, SendFailed, Reason.CONVERSATION_GONE),
        (429, SendThrottled, None),
        (500, SendUnavailable, None),
        (503, SendUnavailable, None),
    ],
)
async def test_a_chat_that_is_not_opened_is_told_in_deliverys_words(
    cards: ProactiveCards, fake: FakeConnector, status: int, trouble: type[Exception], reason: Reason | None
) -> None:
    fake.people.faults.extend([status] * 5)
    with pytest.raises(trouble) as opening:
        await cards.open_chat("a-tenant", "29:anne", fake.url)
    assert type(opening.value) is trouble
    assert getattr(opening.value, "reason", None) is reason


async def test_no_chat_is_opened_where_our_token_must_not_go(cards: ProactiveCards, fake: FakeConnector) -> None:
    with pytest.raises(SendFailed):
        await cards.open_chat("a-tenant", "29:anne", "https://smba.trafficmanager.net.evil/")
    assert fake.people.opened == []
