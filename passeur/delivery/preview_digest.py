"""Whom the next digest for managers would reach, before anybody sends it."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind, Reason
from passeur.delivery.pause import is_paused
from passeur.delivery.runs import Run, RunId
from passeur.people import Person, Topic
from passeur.privacy.groups import is_publishable

# As many people are looked up one by one as an answer in a chat leaves time for.
MOST_LOOKED_UP = 300
_AT_ONCE = 30


@dataclass(frozen=True, slots=True)
class DigestPreview:
    """`managers` have a team large enough, `small_teams` are not. `run` is that of the same period, once started.

    `unreachable` says why some of them would get nothing; None when they are too many to look them all up, which the
    sending itself then does.
    """

    run_id: RunId
    managers: int
    small_teams: int
    unreachable: Mapping[Reason, int] | None
    run: Run | None = None


def due_digest(backend: Backend, now: datetime) -> RunId | None:
    """The digest whose moment has come; None when the organisation sends none."""
    period = backend.organisation.digest.due(now)
    return None if period is None else RunId(DeliveryKind.MANAGER_DIGEST, period)


async def preview_digest(backend: Backend, *, now: datetime) -> DigestPreview | None:
    """Count managers by the directory's teams, a page for a thousand; None when the organisation sends no digest."""
    run_id = due_digest(backend, now)
    if run_id is None:
        return None
    tenant_id = backend.organisation.tenant_id
    managers: list[str] = []
    small_teams = 0
    async for page in backend.teams.pages(tenant_id):
        large = [team.manager_id for team in page if is_publishable(team.size)]
        managers += large
        small_teams += len(page) - len(large)
    unreachable = await _unreachable(managers, backend, now) if len(managers) <= MOST_LOOKED_UP else None
    run = await backend.runs.get(tenant_id, run_id)
    return DigestPreview(run_id, len(managers), small_teams, unreachable, run)


async def _unreachable(managers: Sequence[str], backend: Backend, now: datetime) -> Mapping[Reason, int]:
    turnstile = asyncio.Semaphore(_AT_ONCE)

    async def look_up(manager_id: str) -> Reason | None:
        async with turnstile:
            return _why_not(await backend.people.get(backend.organisation.tenant_id, manager_id), now)

    reasons = await asyncio.gather(*map(look_up, managers))
    return Counter(reason for reason in reasons if reason is not None)


def _why_not(manager: Person | None, now: datetime) -> Reason | None:
    """What keeps a digest from a manager, asked in the order in which sending asks it."""
    if manager is None or not manager.active:
        return Reason.LEFT
    if Topic.MANAGER_DIGEST in manager.declined or manager.objected_at is not None:
        return Reason.OPTED_OUT
    if is_paused(manager, now):
        return Reason.PAUSED
    return Reason.NO_ADDRESS if manager.address is None else None
