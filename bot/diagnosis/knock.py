"""Knocks at a door with an empty hand: whether somebody answers, what, and what time it is there."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

# A look is made while somebody waits for a card.
KNOCK_WITHIN = 2.5
_MOST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Knocked:
    """`status` is 0 where nobody answered; `body` is JSON of the answer, or None."""

    status: int = 0
    body: Any = None
    time_there: datetime | None = None


async def knock(
    session: aiohttp.ClientSession, url: str, *, method: str = "GET", json: Any = None, within: float = KNOCK_WITHIN
) -> Knocked:
    timeout = aiohttp.ClientTimeout(total=within)
    try:
        async with session.request(method, url, json=json, timeout=timeout, allow_redirects=False) as answer:
            there = _time(answer.headers.get("Date", ""))
            return Knocked(answer.status, await _json(answer), there)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return Knocked()


async def _json(answer: aiohttp.ClientResponse) -> Any:
    if answer.content_length is not None and answer.content_length > _MOST:
        return None
    try:
        return await answer.json(content_type=None)
    except (ValueError, aiohttp.ClientError):
        return None


def _time(header: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    return time if time.tzinfo is not None else None
