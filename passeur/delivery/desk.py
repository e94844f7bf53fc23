"""What one process sends with: made once, shared by all its messages."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from passeur.backend import Backend
from passeur.delivery.open_chat import Chats
from passeur.delivery.outbox import Delivery
from passeur.delivery.pacer import Pacer, Sleep
from passeur.delivery.ports import CardSender, DeliveryQueue, DeliveryRepository, PaceRepository
from passeur.delivery.recent_runs import RecentRuns
from passeur.delivery.sending_hours import SendingHours
from passeur.ports import Clock, PeopleRepository

# What a message says is made when it goes out, in its reader's language; None when there is nothing left to say.
Compose = Callable[[Delivery], Awaitable[Mapping[str, Any] | None]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The rows, the way out, and what the messages of one process share: its turns, and what it knows of runs."""

    deliveries: DeliveryRepository
    people: PeopleRepository
    runs: RecentRuns
    paces: PaceRepository
    queue: DeliveryQueue
    compose: Compose
    sender: CardSender
    pacer: Pacer
    hours: SendingHours
    clock: Clock
    sleep: Sleep = asyncio.sleep
    chats: Chats | None = None


def desk_of(
    backend: Backend,
    sender: CardSender,
    compose: Compose,
    *,
    sleep: Sleep = asyncio.sleep,
    chats: Chats | None = None,
) -> Desk:
    """Without `chats`, nobody is written to who has none with Passeur yet."""
    organisation = backend.organisation
    return Desk(
        deliveries=backend.deliveries,
        people=backend.people,
        runs=RecentRuns(backend.runs, backend.clock),
        paces=backend.paces,
        queue=backend.queue,
        compose=compose,
        sender=sender,
        pacer=Pacer(backend.paces, organisation.tenant_id, organisation.rate, backend.clock, sleep),
        hours=organisation.sending,
        clock=backend.clock,
        sleep=sleep,
        chats=chats,
    )
