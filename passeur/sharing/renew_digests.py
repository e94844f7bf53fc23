"""Digests that were sent keep no word of a share that was withdrawn since: found at night, and drawn anew."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from passeur.backend import Backend
from passeur.delivery.desk import Desk
from passeur.delivery.draw_anew import draw_anew
from passeur.delivery.outbox import Delivery, DeliveryKind, DeliveryState
from passeur.delivery.ports import Overtaken
from passeur.delivery.runs import Run
from passeur.delivery.shards import RUN_SHARDS
from passeur.periods import Week
from passeur.sharing.digests import Digest
from passeur.sharing.shares import ShareRef

# Older digests are as far up in a chat as anything that was once read there.
RENEWED_FOR = timedelta(weeks=13)
# A digest tells shares of its period and of the weeks before.
_OLDEST_SHARES = 2 * 13
# What is left of a digest that was sent, in its reader's language.
Draw = Callable[[Delivery], Awaitable[Mapping[str, Any]]]


async def renew_digests(backend: Backend, desk: Desk, draw: Draw, *, now: datetime) -> int:
    """Draw anew each digest that names a withdrawn share, within the tenant's pace; returns how many.

    The card first, then its row, which then names the share no more: what is cut is done again the next night.
    """
    tenant_id, this_week = backend.organisation.tenant_id, Week.of(now, backend.organisation.recap.zone)
    withdrawn = await backend.shares.withdrawn(tenant_id, this_week.plus(-_OLDEST_SHARES), this_week)
    renewed = 0
    if not withdrawn:
        return renewed
    async for delivery in _recent(backend, now):
        digest = Digest.parse(delivery.subject)
        if not digest.shares & withdrawn:
            continue
        left = replace(delivery, subject=digest.without(withdrawn).subject)
        if not await draw_anew(left, await draw(left), desk):
            return renewed
        with suppress(Overtaken):
            await desk.deliveries.move(left)
        renewed += 1
    return renewed


async def _sent(run: Run, backend: Backend) -> AsyncIterator[Delivery]:
    for shard in RUN_SHARDS:
        async for page in backend.runs.deliveries(run.tenant_id, run.id, shard):
            for delivery in page:
                if delivery.state is DeliveryState.SENT and delivery.activity_id and delivery.address:
                    yield delivery


async def redraw_digests(
    refs: AbstractSet[ShareRef], backend: Backend, desk: Desk, draw: Draw, *, now: datetime
) -> bool:
    """Draw anew each digest that tells one of these shares, as it is now; False when Teams cannot take more now."""
    async for delivery in _recent(backend, now):
        if Digest.parse(delivery.subject).shares & refs and not await draw_anew(delivery, await draw(delivery), desk):
            return False
    return True


async def _recent(backend: Backend, now: datetime) -> AsyncIterator[Delivery]:
    for run in await backend.runs.all(backend.organisation.tenant_id):
        if run.id.kind is DeliveryKind.MANAGER_DIGEST and now - run.created_at <= RENEWED_FOR:
            async for delivery in _sent(run, backend):
                yield delivery
