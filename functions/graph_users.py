"""Microsoft Graph as a directory: everybody in the tenant with their managers, then what changed since.

The delta query of users tells managers too (`manager@delta`), but it may tell one person in several pieces, on several
pages, and what changed without the rest: pieces are put together, and whoever is still not whole is asked for.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.app_tokens import AUTHORITY, AppTokens, token_source
from bot.connector import outbound_session
from functions.graph_calls import DEFAULT_RETRY_AFTER, GRAPH, GRAPH_SCOPE, GraphCalls, LinkForgotten
from functions.graph_people import EMAIL, FIELDS, GraphPerson, GraphReader
from passeur.directory.entries import DirectoryEntry
from passeur.directory.source import Changes, DirectoryAway
from passeur.organisation import Organisation

log = logging.getLogger(__name__)

MOST_IN_BATCH = 20
LARGEST_PAGE = 999
_MOST_ROUNDS_OF_BATCHES = 5
_WITH_MANAGER = "$expand=manager($select=id)"


class GraphUsers:
    """Implements DirectorySource. `session` is closed with it, when it is nobody else's."""

    def __init__(
        self, calls: GraphCalls, organisation: Organisation, *, session: aiohttp.ClientSession | None = None
    ) -> None:
        self._calls = calls
        self._reader = GraphReader(organisation)
        self._session = session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def changes(self, link: str, *, with_email: bool = False) -> Changes:
        if link:
            try:
                people, following = await self._people(link)
            except LinkForgotten:
                log.warning("Microsoft Graph forgot what it told last: everybody is read again")
            else:
                return Changes(_entries(people), following, is_complete=False)
        fields = (*FIELDS, *((EMAIL,) if with_email else ()), "manager")
        try:
            people, following = await self._people(self._link("users/delta", f"$select={','.join(fields)}"))
        except LinkForgotten as forgotten:
            raise DirectoryAway(f"Microsoft Graph forgets as it tells: {forgotten}") from forgotten
        await self._complete_managers(people)
        return Changes(_entries(people), following, is_complete=True)

    async def _people(self, link: str) -> tuple[dict[str, GraphPerson], str]:
        """Everybody whom a round of the delta query tells, each whole, and the link to the next round."""
        people: dict[str, GraphPerson] = {}
        while True:
            page = await self._calls.get(link)
            for user in _users_of(page):
                self._note(user, people)
            following = page.get("@odata.deltaLink")
            if isinstance(following, str):
                await self._make_whole(people)
                return people, following
            link = _next(page)

    async def _make_whole(self, people: dict[str, GraphPerson]) -> None:
        """Ask for people of whom only a part was told; who is not there any more was removed."""
        waiting = [person.id for person in people.values() if not person.is_whole]
        for _ in range(_MOST_ROUNDS_OF_BATCHES):
            again: list[str] = []
            for ids in _portions(waiting):
                again += await self._ask_for(ids, people)
            if not again:
                return
            waiting = again
        raise DirectoryAway(f"Microsoft Graph does not tell {len(waiting)} people that it says have changed")

    async def _ask_for(self, ids: Sequence[str], people: dict[str, GraphPerson]) -> list[str]:
        """Read some people at once; returns those whom Graph asks to be read again."""
        path = f"?$select=id,{','.join(FIELDS)}&{_WITH_MANAGER}"
        requests = [{"id": user_id, "method": "GET", "url": f"/users/{user_id}{path}"} for user_id in ids]
        answers = (await self._calls.post(self._link("$batch"), {"requests": requests})).get("responses")
        again, wait = set(ids), 0.0
        for answer in answers if isinstance(answers, list) else ():
            user_id, status, body = answer.get("id"), answer.get("status"), answer.get("body")
            if status == HTTPStatus.OK and isinstance(body, dict) and user_id in again:
                # Unlike a change, a whole person without a manager has none.
                self._note({"manager": None, **body}, people)
                if people[user_id].is_whole:
                    again.discard(user_id)
            elif status == HTTPStatus.NOT_FOUND and user_id in again:
                people[user_id] = GraphPerson(user_id, is_removed=True)
                again.discard(user_id)
            elif status == HTTPStatus.TOO_MANY_REQUESTS:
                asked = str((answer.get("headers") or {}).get("Retry-After", ""))
                wait = max(wait, float(asked) if asked.isdecimal() else DEFAULT_RETRY_AFTER)
        if wait:
            await self._calls.wait(wait)
        return sorted(again)

    async def _complete_managers(self, people: Mapping[str, GraphPerson]) -> None:
        """Of a complete round, who has no manager by now has none, unless the round told no manager at all."""
        if people and not any(person.manager for person in people.values()):
            link = self._link("users", f"$select=id&{_WITH_MANAGER}&$top={LARGEST_PAGE}")
            while link:
                page = await self._calls.get(link)
                for user in _users_of(page):
                    known = people.get(str(user.get("id")).casefold())
                    if known is not None:
                        self._reader.read(user, known)
                link = _next(page) if "@odata.nextLink" in page else ""
        for person in people.values():
            person.manager = person.manager or ""

    def _note(self, user: Mapping[str, Any], people: dict[str, GraphPerson]) -> None:
        person = self._reader.read(user, people.get(str(user.get("id")).casefold()))
        if person is not None:
            people[person.id] = person

    def _link(self, path: str, query: str = "") -> str:
        return f"{self._calls.url}/v1.0/{path}{'?' if query else ''}{query}"


def open_graph(
    organisation: Organisation,
    *,
    app_id: str,
    app_secret: str | None,
    url: str = GRAPH,
    authority: str = AUTHORITY,
) -> GraphUsers:
    """Graph over a session of its own, signed in as the bot is. Call it in the loop that will use it."""
    session = outbound_session()
    source = token_source(
        session,
        tenant_id=organisation.tenant_id,
        app_id=app_id,
        secret=app_secret,
        authority=authority,
        scope=GRAPH_SCOPE,
    )
    return GraphUsers(GraphCalls(session, tokens=AppTokens(source), url=url), organisation, session=session)


def _entries(people: Mapping[str, GraphPerson]) -> list[DirectoryEntry]:
    """An e-mail that two people have names neither of them."""
    shared = Counter(person.email for person in people.values() if person.email)
    for person in people.values():
        if person.email is not None and shared[person.email] > 1:
            person.email = None
    return [person.entry() for person in people.values()]


def _users_of(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    value = page.get("value")
    if not isinstance(value, list):
        raise DirectoryAway("Microsoft Graph: a page without people")
    yield from (user for user in value if isinstance(user, dict))


def _next(page: Mapping[str, Any]) -> str:
    following = page.get("@odata.nextLink")
    if not isinstance(following, str):
        raise DirectoryAway("Microsoft Graph: a page that leads nowhere")
    return following


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), MOST_IN_BATCH):
        yield ids[start : start + MOST_IN_BATCH]
