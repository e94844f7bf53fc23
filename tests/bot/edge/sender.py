"""A connector whose pauses are written down, and how its calls end."""

from collections.abc import Awaitable
from typing import Any

import aiohttp
import pytest

from bot.connector import Connector
from bot.connector_errors import ConnectorError
from bot.service_urls import LOOPBACK_ONLY
from tests.fakes.connector import FakeConnector

MESSAGE = {"type": "message", "text": "Bonjour"}


class Sender:
    """A connector whose pauses are written down instead of waited for."""

    def __init__(self, session: aiohttp.ClientSession, fake: FakeConnector, **changes: Any) -> None:
        self.pauses: list[float] = []
        self.fake = fake
        changes.setdefault("tokens", None)
        self.connector = Connector(session, service_urls=LOOPBACK_ONLY, pause=self._pause, **changes)

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def send(self, conversation_id: str = "a:1") -> str | None:
        return await self.connector.send(self.fake.url, conversation_id, MESSAGE)


async def failure_of(call: Awaitable[Any]) -> ConnectorError:
    with pytest.raises(ConnectorError) as failure:
        await call
    return failure.value
