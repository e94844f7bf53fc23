"""Who is in the teams where Passeur is: read behind the answer, at Teams' pace, and never at the cost of a turn."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.connector import Connector
from bot.connector_errors import ConnectorError, Lost, Throttled, Unavailable
from passeur.backend import Backend
from passeur.directory.meet_members import Member, knows_by_email, meet_members
from passeur.errors import StorageUnavailable

log = logging.getLogger(__name__)

LARGEST_PAGE = 500
# Teams allows 14 reads of one roster in 1 s, 16 in 2 s and 120 in 30 s: two a second stay below all of them.
BETWEEN_PAGES = 0.5
# The largest team has 25,000 members; an answer that never ends is not followed for ever.
MOST_PAGES = 200
MOST_TRIES = 5
LONGEST_WAIT = 120.0
DEFAULT_WAIT = 10.0
_LONGEST_NAME = 256
# In a roster, whoever is not of the organisation.
_OUTSIDERS = ("guest", "anonymous")
_BOT = "28:"


class Rosters:
    """Reads rosters in tasks of its own. What a process leaves unread is read when Passeur is next updated there."""

    def __init__(
        self, connector: Connector, backend: Backend, *, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._connector = connector
        self._backend = backend
        self._pause = pause
        self._tasks: set[asyncio.Task[None]] = set()

    def read_later(self, service_url: str, conversation_id: str, *, is_chat: bool) -> None:
        """Begin to read a roster. That of a chat only tells the e-mail of its person, which is not always wanted."""
        task = asyncio.create_task(self._read_safely(service_url, conversation_id, is_chat=is_chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Wait until everything that was begun is read."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.settle()

    async def _read_safely(self, service_url: str, conversation_id: str, *, is_chat: bool) -> None:
        try:
            await self._read(service_url, conversation_id, is_chat=is_chat)
        except (ConnectorError, StorageUnavailable) as error:
            log.warning("a roster was not read to its end: %s", type(error))
        except Exception:  # nobody waits for this task: what is not told here is told nowhere
            log.exception("a roster was not read to its end")

    async def _read(self, service_url: str, conversation_id: str, *, is_chat: bool) -> None:
        by_email = await knows_by_email(self._backend)
        if is_chat and not by_email:
            return
        continuation: str | None = None
        for _ in range(MOST_PAGES):
            found, continuation = await self._page(service_url, conversation_id, continuation)
            members = [member for raw in found if (member := self._member(raw)) is not None]
            await meet_members(members, self._backend, by_email=by_email)
            if continuation is None:
                return
            await self._pause(BETWEEN_PAGES)

    async def _page(
        self, service_url: str, conversation_id: str, continuation: str | None
    ) -> tuple[Sequence[Any], str | None]:
        for _ in range(MOST_TRIES - 1):
            try:
                return await self._connector.members(
                    service_url, conversation_id, page_size=LARGEST_PAGE, continuation=continuation
                )
            except (Throttled, Unavailable, Lost) as error:
                asked = None if isinstance(error, Lost) else error.retry_after
                await self._pause(min(asked or DEFAULT_WAIT, LONGEST_WAIT))
        return await self._connector.members(
            service_url, conversation_id, page_size=LARGEST_PAGE, continuation=continuation
        )

    def _member(self, raw: object) -> Member | None:
        """A person of the organisation; None for a bot, a guest, or what has no Entra id."""
        if not isinstance(raw, dict):
            return None
        said = {name: value for name, value in raw.items() if isinstance(value, str)}
        teams_id, person_id = said.get("id", ""), said.get("aadObjectId") or said.get("objectId") or ""
        if not person_id or not teams_id or teams_id.startswith(_BOT):
            return None
        if said.get("userRole", "").casefold() in _OUTSIDERS:
            return None
        if said.get("tenantId", self._backend.organisation.tenant_id) != self._backend.organisation.tenant_id:
            return None
        return Member(person_id.casefold(), teams_id, said.get("name", "")[:_LONGEST_NAME], said.get("email"))
