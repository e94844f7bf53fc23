"""A card that nobody asked for at that moment: what one costs, and how often a token is asked for."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import aiohttp
from botbuilder.core import TurnContext
from botbuilder.schema import ChannelAccount, ConversationAccount, ConversationReference

from bot.app_tokens import AppTokens, token_source
from bot.connector import Connector, outbound_session
from bot.proactive import QUEUE_PATIENCE, ProactiveCards, card_message
from bot.service_urls import ServiceUrls
from passeur.delivery.addresses import Address, ConversationKind
from tests.benchmarks.counts import Counts
from tests.benchmarks.figures import Aim, Comparison, Figure
from tests.benchmarks.load import Measured
from tests.benchmarks.stage import APP_ID, SECRET, TENANT, Stage
from tests.benchmarks.stock import GivenToken, stock_adapter
from tests.benchmarks.stock import card_message as stock_message

_AIM = 1.0
_CONVERSATION = "19:general@thread.tacv2"

Send = Callable[[], Awaitable[object]]


async def measure_sends(stage: Stage, card: dict[str, Any], counts: Counts) -> Comparison:
    """What it costs to send a card as a queue worker does."""
    tokens = stage.counts()["tokens"]
    async with outbound_session() as session:
        sends = (_ours(stage, session, card), _floor(stage, session, card), _stock(stage, card))
        ours, floor, stock = [Measured() for _ in sends]
        # The SDK takes twenty times as long: a tenth of the sends says as much.
        fewer = max(counts.sends // 10, 1)
        for send in sends:
            await send()
        GivenToken.asked = 0
        for _ in range(counts.rounds):
            await _round(sends[0], counts.sends, ours)
            await _round(sends[1], counts.sends, floor)
            await _round(sends[2], fewer, stock)
    sent, asked = len(ours.walls), stage.counts()["tokens"] - tokens
    per_thousand = GivenToken.asked * 1000 / len(stock.walls)
    return Comparison(
        f"Proactive send of a card ({sent} each, {len(stock.walls)} by the SDK)",
        Figure(
            "ours",
            ours.cpu,
            ours.walls,
            Aim(f"aim <= {_AIM:g} ms", ours.cpu <= _AIM),
            note=f"  {asked} token request for {sent + 1} sends",
        ),
        floor=Figure("floor: one aiohttp session, the same bytes", floor.cpu, floor.walls),
        stock=Figure(
            "stock: continue_conversation of botbuilder 4.17.1",
            stock.cpu,
            stock.walls,
            note=f"  {per_thousand:.0f} token requests for 1000 sends",
        ),
    )


async def _round(send: Send, number: int, result: Measured) -> None:
    cpu = time.process_time()
    for _ in range(number):
        began = time.perf_counter()
        await send()
        result.walls.append((time.perf_counter() - began) * 1000)
    result.cpus.append((time.process_time() - cpu) * 1000 / number)


def _ours(stage: Stage, session: aiohttp.ClientSession, card: dict[str, Any]) -> Send:
    source = token_source(session, tenant_id=TENANT, app_id=APP_ID, secret=SECRET, authority=stage.authority)
    urls = ServiceUrls(dangerously_allow_loopback=True)
    connector = Connector(session, tokens=AppTokens(source), service_urls=urls, patience=QUEUE_PATIENCE)
    sender = ProactiveCards(connector)
    address = Address(_CONVERSATION, stage.service_url, ConversationKind.CHANNEL)
    return lambda: sender.send(address, card)


def _floor(stage: Stage, session: aiohttp.ClientSession, card: dict[str, Any]) -> Send:
    url = f"{stage.service_url}v3/conversations/{quote(_CONVERSATION, safe='')}/activities"
    headers = {"Authorization": "Bearer kept", "Content-Type": "application/json"}

    async def send() -> object:
        body = json.dumps(card_message(card)).encode()
        async with session.post(url, data=body, headers=headers) as answer:
            return json.loads(await answer.read())

    return send


def _stock(stage: Stage, card: dict[str, Any]) -> Send:
    adapter = stock_adapter(stage.config)
    reference = ConversationReference(
        channel_id="msteams",
        service_url=stage.service_url,
        conversation=ConversationAccount(id=_CONVERSATION),
        bot=ChannelAccount(id=f"28:{APP_ID}"),
    )

    async def say(context: TurnContext) -> None:
        await context.send_activity(stock_message(card_message(card)))

    return lambda: adapter.continue_conversation(reference, say, APP_ID)
