"""Calls to Microsoft Graph, as it wants to be called: with its token, at its pace, and again when that is worth it."""

import asyncio
import json
import random
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
from yarl import URL

from bot.app_tokens import AppTokens, NoToken
from passeur.directory.source import DirectoryAway, DirectoryBusy, DirectoryClosed

GRAPH = "https://graph.microsoft.com"
GRAPH_SCOPE = f"{GRAPH}/.default"

CALL_TIMEOUT = 60.0
MOST_TRIES = 6
FIRST_PAUSE = 0.5
# What one call may spend waiting; when Graph asks for more, the whole round comes back later.
PATIENCE = 120.0
DEFAULT_RETRY_AFTER = 10.0
# What Graph calls a link that it no longer knows, besides 410: the round begins anew.
FORGOTTEN = frozenset({"syncstatenotfound", "syncstateinvalid", "resyncrequired", "directory_expiredpagetoken"})

MISSING_PERMISSION = (
    "Microsoft Graph refuses: Passeur needs the application permission User.Read.All. A Privileged Role Administrator "
    "grants it, to the app registration (SingleTenant) or to the managed identity (UserAssignedMSI)."
)


class LinkForgotten(Exception):
    """Graph no longer knows what changed since this link."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: Any
    retry_after: float | None


class GraphCalls:
    """GET and POST on one Graph. Raises DirectoryError, and LinkForgotten for links of delta queries."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        tokens: AppTokens,
        url: str = GRAPH,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._pause = pause
        self.url = url.rstrip("/")

    async def get(self, link: str) -> Mapping[str, Any]:
        """The JSON object behind a link of ours or of Graph's. Our token goes nowhere else."""
        if not link.startswith(f"{self.url}/v1.0/"):
            raise DirectoryAway("a link that leads away from Microsoft Graph")
        return await self._call("GET", link, None)

    async def post(self, link: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Only for what changes nothing, such as a batch of reads: it is tried again like a GET."""
        return await self._call("POST", link, body)

    async def wait(self, seconds: float) -> None:
        """Wait as Graph asked; DirectoryBusy when that is too long for one round."""
        if seconds > PATIENCE:
            raise DirectoryBusy(seconds)
        await self._pause(seconds)

    async def _call(self, method: str, link: str, body: Mapping[str, Any] | None) -> Mapping[str, Any]:
        waited = 0.0
        trouble = "no answer"
        for attempt in range(MOST_TRIES):
            answer = await self._attempt(method, link, body)
            if isinstance(answer, _Answer) and answer.status not in _RETRIED:
                return _read(answer)
            trouble = answer if isinstance(answer, str) else f"status {answer.status}"
            asked = answer.retry_after if isinstance(answer, _Answer) else None
            pause = _pause_after(attempt) if asked is None else asked
            waited += pause
            if waited > PATIENCE:
                raise DirectoryBusy(pause)
            if attempt < MOST_TRIES - 1:
                await self._pause(pause)
        if trouble == f"status {HTTPStatus.TOO_MANY_REQUESTS.value}":
            raise DirectoryBusy(DEFAULT_RETRY_AFTER)
        raise DirectoryAway(f"Microsoft Graph: {trouble}, {MOST_TRIES} times")

    async def _attempt(self, method: str, link: str, body: Mapping[str, Any] | None) -> _Answer | str:
        """An answer, or in one word why there is none."""
        try:
            token = await self._tokens.get()
            answer = await self._exchange(method, link, body, token)
            if answer.status == HTTPStatus.UNAUTHORIZED:
                # Revoked before its end, perhaps: one new token settles it.
                self._tokens.forget(token)
                answer = await self._exchange(method, link, body, await self._tokens.get())
        except NoToken as error:
            raise DirectoryAway(f"no token for Microsoft Graph: {error}") from error
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return type(error).__name__
        return answer

    async def _exchange(self, method: str, link: str, body: Mapping[str, Any] | None, token: str) -> _Answer:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        async with self._session.request(
            method,
            URL(link, encoded=True),
            json=body,
            headers=headers,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=CALL_TIMEOUT),
        ) as answer:
            text = await answer.read()
            is_json = answer.status == HTTPStatus.OK or answer.content_type == "application/json"
            asked = answer.headers.get("Retry-After", "")
            return _Answer(
                answer.status,
                json.loads(text) if is_json and text else None,
                float(asked) if asked.isdecimal() else None,
            )


_CODE = re.compile(r"[A-Za-z0-9_.]{1,64}")
_RETRIED = frozenset({429, 500, 502, 503, 504})


def _pause_after(attempt: int) -> float:
    return random.uniform(0.5, 1.0) * FIRST_PAUSE * 2.0**attempt  # noqa: S311  # spreads the tries, hides nothing


def _read(answer: _Answer) -> Mapping[str, Any]:
    if answer.status == HTTPStatus.OK and isinstance(answer.body, dict):
        return answer.body
    error = answer.body.get("error") if isinstance(answer.body, dict) else None
    code = str(error.get("code", "")) if isinstance(error, dict) else ""
    # It is written in our log: a name of theirs, or nothing.
    code = code if _CODE.fullmatch(code) else ""
    if answer.status == HTTPStatus.GONE or code.casefold() in FORGOTTEN:
        raise LinkForgotten(code)
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise DirectoryClosed(MISSING_PERMISSION)
    raise DirectoryAway(f"Microsoft Graph: status {answer.status} {code}".strip())
