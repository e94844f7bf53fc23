"""The real door, between a fake Bot Service and a fake connector."""

import io
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from botbuilder.core import Bot, TurnContext

from bot.app_tokens import AppTokens
from bot.connector import Connector
from bot.signing_keys import SigningKeys
from tests.fakes.connector import FakeConnector
from tests.fakes.login import FakeLogin

APP_ID = "3f0e6f0a-0000-4000-8000-00000000b07e"
TENANT = "7d0c1c5e-0000-4000-8000-000000007e4a"
SECRET = "an-app-secret"


class RecordingBot(Bot):  # type: ignore[misc]  # the SDK ships no types
    """Keeps the turns that reach it, and does what a test asks."""

    def __init__(self) -> None:
        self.turns: list[TurnContext] = []
        self.act: Callable[[TurnContext], Awaitable[None]] | None = None

    async def on_turn(self, context: TurnContext) -> None:
        self.turns.append(context)
        if self.act is not None:
            await self.act(context)


@dataclass
class Edge:
    """The application under test, with everything around it. `looks` counts what /readyz looked at."""

    login: FakeLogin
    connector: FakeConnector
    session: aiohttp.ClientSession
    bot: RecordingBot
    keys: SigningKeys
    tokens: AppTokens
    outbound: Connector
    url: str = ""
    clock: list[float] = field(default_factory=lambda: [0.0])
    looks: int = 0

    def token(self, **changes: Any) -> str:
        changes.setdefault("audience", APP_ID)
        changes.setdefault("service_url", self.connector.url)
        return self.login.token(**changes)

    def activity(self, **changes: Any) -> dict[str, Any]:
        return {**activity(self.connector.url), **changes}

    async def post(
        self, body: Any = None, *, token: str | None = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any, Mapping[str, str]]:
        """Status, JSON or None, and headers. Bytes are sent as they are; `token` "" stands for a good one."""
        raw = body if isinstance(body, bytes) else json.dumps(self.activity() if body is None else body).encode()
        sent = {"Content-Type": "application/json"}
        if token is not None:
            sent["Authorization"] = f"Bearer {token or self.token()}"
        sent.update(headers or {})
        async with self.session.post(f"{self.url}/api/messages", data=io.BytesIO(raw), headers=sent) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text else None, answer.headers


def activity(service_url: str) -> dict[str, Any]:
    """A message as Teams sends it."""
    return {
        "type": "message",
        "id": "1700000000000",
        "timestamp": "2026-11-02T09:30:00.1234567Z",
        "localTimestamp": "2026-11-02T10:30:00.1234567+01:00",
        "localTimezone": "Europe/Paris",
        "serviceUrl": service_url,
        "channelId": "msteams",
        "from": {"id": "29:camille", "name": "Camille Roux", "aadObjectId": "0a0a0a0a-0000-4000-8000-000000000001"},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:1personal"},
        "recipient": {"id": f"28:{APP_ID}", "name": "Passeur"},
        "entities": [{"type": "clientInfo", "locale": "fr-FR", "country": "FR", "platform": "Web"}],
        "channelData": {"tenant": {"id": TENANT}},
        "text": "partager",
        "textFormat": "plain",
        "locale": "fr-FR",
    }


def invoke(service_url: str, name: str, value: Any) -> dict[str, Any]:
    return {**activity(service_url), "type": "invoke", "name": name, "value": value, "text": None}
