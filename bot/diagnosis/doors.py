"""The looks at doors: the channel's keys, the bot's own address, the functions', and the clocks of those who answer."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp

from bot.diagnosis.knock import Knocked, knock
from passeur.diagnosis.findings import Check, Finding, Lack, fine, noted, wrong
from passeur.diagnosis.judge_clock import judge_clock
from passeur.loopback import is_loopback
from passeur.ports import Clock

_UNREADY = HTTPStatus.SERVICE_UNAVAILABLE


async def look_at_channel(session: aiohttp.ClientSession, metadata_url: str) -> Sequence[Finding]:
    """Whether the keys can be had with which Bot Service signs what it sends."""
    host, answer = _host(metadata_url), await knock(session, metadata_url)
    if answer.status != HTTPStatus.OK or not isinstance(answer.body, dict) or "jwks_uri" not in answer.body:
        return [wrong(Check.CHANNEL, Lack.CHANNEL_UNREACHABLE, host=host)]
    return [fine(Check.CHANNEL, host=host)]


async def look_at_bot(session: aiohttp.ClientSession, url: str) -> Sequence[Finding]:
    """The address that Teams posts to, asked by a stranger: our bot turns strangers away, and says that it is ready."""
    host, body = _host(url), {"type": "message", "text": "?"}
    stranger = await knock(session, f"{url}/api/messages", method="POST", json=body)
    if not stranger.status:
        return [wrong(Check.BOT, Lack.BOT_UNREACHABLE, host=host)]
    if stranger.status >= HTTPStatus.BAD_REQUEST and not _is_our_refusal(stranger):
        return [wrong(Check.BOT, Lack.BOT_STRANGE, host=host, status=str(stranger.status))]
    if stranger.status != HTTPStatus.UNAUTHORIZED:
        tell = noted if is_loopback(urlsplit(url).hostname) else wrong
        return [tell(Check.BOT, Lack.BOT_OPEN, host=host)]
    ready = await knock(session, f"{url}/readyz")
    if ready.status != HTTPStatus.OK:
        return [wrong(Check.BOT, Lack.BOT_NOT_READY, host=host)]
    return [fine(Check.BOT, host=host)]


async def look_at_functions(session: aiohttp.ClientSession, url: str, within: float) -> Sequence[Finding]:
    """Functions that nobody used for a while take seconds to wake; `within` is how many."""
    host, answer = _host(url), await knock(session, f"{url}/api/ready", within=within)
    if answer.status == HTTPStatus.OK and isinstance(answer.body, dict) and answer.body.get("status") == "ready":
        return [fine(Check.FUNCTIONS, host=host)]
    lack = Lack.FUNCTIONS_NOT_READY if answer.status == _UNREADY else Lack.FUNCTIONS_UNREACHABLE
    # A bot lives without the functions; what it owes then waits.
    return [noted(Check.FUNCTIONS, lack, host=host)]


async def look_at_clocks(session: aiohttp.ClientSession, urls: Sequence[str], clock: Clock) -> Sequence[Finding]:
    heard = await asyncio.gather(*(knock(session, url) for url in urls))
    return judge_clock(clock(), [each.time_there for each in heard if each.time_there is not None])


def _is_our_refusal(answer: Knocked) -> bool:
    error = answer.body.get("error") if isinstance(answer.body, dict) else None
    return isinstance(error, dict) and isinstance(error.get("code"), str)


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
