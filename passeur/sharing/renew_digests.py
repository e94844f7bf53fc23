"""Digests that were sent keep no word of a share that was withdrawn since: found at night, and drawn anew."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from passeur.backend import Backend
from passeur.delivery.desk import Desk
from passeur.delivery.outbox import Delivery, DeliveryKind, DeliveryState
from passeur.delivery.pacer import Later
from passeur.delivery.ports import Overtaken, SendFailed, SendThrottled, SendUnknown
from passeur.delivery.runs import Run
from passeur.delivery.shards import RUN_SHARDS
from passeur.periods import Week
from passeur.sharing.digests import Digest

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
    for run in await backend.runs.all(tenant_id):
        if run.id.kind is not DeliveryKind.MANAGER_DIGEST or now - run.created_at > RENEWED_FOR:
            continue
        async for delivery in _sent(run, backend):
            digest = Digest.parse(delivery.subject)
            if not digest.shares & withdrawn:
                continue
            left = replace(delivery, subject=digest.without(withdrawn).subject)
            if not await _redraw(left, desk, draw):
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


async def _redraw(delivery: Delivery, desk: Desk, draw: Draw) -> bool:
    """False when Teams cannot take more now. A chat that is gone for good shows nothing to anybody any more."""
    if delivery.address is None or delivery.activity_id is None:
        return True
    card = await draw(delivery)
    while True:
        turn = await desk.pacer.book()
        if isinstance(turn, Later):
            return False
        if await desk.pacer.wait_for(turn):
            break
    try:
        await desk.sender.update(delivery.address, delivery.activity_id, card)
    except SendFailed:
        return True
    except (SendThrottled, SendUnknown):
        return False
    return True
