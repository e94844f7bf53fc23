from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.connector import Connector, outbound_session
from bot.proactive import ProactiveCards
from bot.service_urls import LOOPBACK_ONLY
from infra.local.company_chats.app import CompanyChats
from infra.local.company_chats.refusals import BLOCKED, GONE, refusal_of
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.outbox import Reason
from passeur.delivery.ports import SendFailed
from tests.fakes.http_server import HttpServer

CHATS = [f"a:demo-{number}" for number in range(400)]
OPEN = next(chat for chat in CHATS if refusal_of(chat) is None)
SHUT = next(chat for chat in CHATS if refusal_of(chat) is BLOCKED)
AWAY = next(chat for chat in CHATS if refusal_of(chat) is GONE)
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    async with HttpServer(CompanyChats(takes=0).app()) as running:
        yield running


@pytest.fixture
async def sender(server: HttpServer) -> AsyncIterator[ProactiveCards]:
    session = outbound_session()
    cards = ProactiveCards(Connector(session, tokens=None, service_urls=LOOPBACK_ONLY), session=session)
    yield cards
    await cards.close()


async def _counts(server: HttpServer) -> dict[str, int]:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/counts") as answer:
        counts: dict[str, int] = await answer.json()
        return counts


def _at(server: HttpServer, chat: str) -> Address:
    return Address(chat, server.url, ConversationKind.PERSONAL)


async def test_a_card_is_sent_then_replaced_and_counted(server: HttpServer, sender: ProactiveCards) -> None:
    sent = [await sender.send(_at(server, OPEN), CARD) for _ in range(2)]
    assert sent[0] is not None
    assert sent[0] != sent[1]
    await sender.update(_at(server, OPEN), sent[0], CARD)
    assert await _counts(server) == {"sent": 2, "updated": 1}


@pytest.mark.parametrize(("chat", "reason"), [(SHUT, Reason.BLOCKED), (AWAY, Reason.CONVERSATION_GONE)])
async def test_a_chat_that_refuses_does_so_each_time_and_as_teams_would(
    server: HttpServer, sender: ProactiveCards, chat: str, reason: Reason
) -> None:
    for _ in range(2):
        with pytest.raises(SendFailed) as refused:
            await sender.send(_at(server, chat), CARD)
        assert refused.value.reason is reason
    refusal = refusal_of(chat)
    assert refusal is not None
    assert await _counts(server) == {refusal.code: 2}


def test_few_chats_refuse_and_always_the_same_ones() -> None:
    refusals = [refusal_of(chat) for chat in CHATS]
    assert refusals == [refusal_of(chat) for chat in CHATS]
    assert 300 < refusals.count(None) < 400
