"""The whole bot on loopback, to be sent anything at all."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from tests.fuzz.activities import seeds
from tests.scenarios.house import APP_ID, House, open_house
from tests.scenarios.matrix_clicking import World
from tests.scenarios.matrix_world import NOW, TENANT

# What a sender may be told, whatever it sent; 501 is the protocol’s word for an invoke of a name that nobody knows.
EXPECTED = frozenset({200, 201, 400, 401, 403, 408, 413, 415, 501})
_AT_ONCE = 8


@dataclass(slots=True)
class Bot:
    """`faults` are the bodies, cut, that were answered with what nobody should get."""

    house: House
    session: aiohttp.ClientSession
    known: list[dict[str, object]]
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[tuple[int, bytes]] = field(default_factory=list)
    _token: str = ""

    async def send(self, body: bytes) -> int:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        async with self.session.post(f"{self.house.teams.bot_url}/api/messages", data=body, headers=headers) as answer:
            text = await answer.read()
            told = answer.status
        self.statuses[told] += 1
        if told not in EXPECTED or (text and not isinstance(json.loads(text), dict)):
            self.faults.append((told, body[:4000]))
        return told

    async def send_all(self, bodies: Iterable[bytes]) -> None:
        """Several at a time, as they would come."""
        waiting = iter(bodies)

        async def some() -> None:
            for body in waiting:
                await self.send(body)

        await asyncio.gather(*(some() for _ in range(_AT_ONCE)))


@asynccontextmanager
async def open_bot_world(world: World) -> AsyncIterator[Bot]:
    """A copy of the world with everybody in it, and a token that the bot believes."""
    async with (
        open_house(world.copy().storage, now=NOW, tenant=TENANT) as house,
        aiohttp.ClientSession() as session,
    ):
        service_url = house.connector.url
        token = house.login.token(audience=APP_ID, service_url=service_url)
        yield Bot(house, session, list(seeds(service_url)), _token=token)
