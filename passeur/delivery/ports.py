"""What delivery needs from outside: rows, a queue, and a way to a conversation."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, Self

from passeur.delivery.addresses import Address
from passeur.delivery.outbox import Delivery, DeliveryId, Reason
from passeur.delivery.pacing import NEAR
from passeur.delivery.runs import Run, RunId, Tally
from passeur.periods import Week


class SendThrottled(Exception):
    """The connector asked to wait; nothing was posted."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"wait {retry_after:.0f} s")
        self.retry_after = retry_after


class SendUnavailable(SendThrottled):
    """The conversation could not be reached now: nothing was posted, and nobody else is asked to wait."""


class SendFailed(Exception):
    """The connector refused for good; nothing was posted."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class SendUnknown(Exception):
    """The answer was lost: the card may have been posted."""


class Overtaken(Exception):
    """Somebody else wrote the row since it was read."""


class CardSender(Protocol):
    """Posts one card alone in a conversation. Raises SendThrottled, SendFailed or SendUnknown."""

    async def send(self, address: Address, card: Mapping[str, Any]) -> str | None:
        """Post a card and return the id of the new message, when Teams gives one."""

    async def update(self, address: Address, activity_id: str, card: Mapping[str, Any]) -> None:
        """Replace the card of a message for everybody who sees it."""


class DeliveryRepository(Protocol):
    async def get(self, delivery_id: DeliveryId) -> Delivery | None: ...

    async def owe(self, message: Delivery) -> bool:
        """Write one row among the messages; False when it was there before."""

    async def move(self, delivery: Delivery) -> Delivery:
        """Write a row over the version it was made from; Overtaken when that version is no longer the last one."""

    def unfinished(self, tenant_id: str, since: Week) -> AsyncIterator[Delivery]:
        """Messages, and rows beside shares and recaps, that are not final, from the week `since` on; no runs."""

    def failed(self, tenant_id: str, since: Week) -> AsyncIterator[Delivery]:
        """Rows beside shares and recaps, and messages, that could not be sent, from the week `since` on."""


class DeliveryQueue(Protocol):
    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        """Ask for a delivery to be tried, not before `delay`."""

    async def put_step(self, step: "RunStep", delay: timedelta = timedelta()) -> None:
        """Ask for a step of a run to be made, not before `delay`."""


class StepKind(StrEnum):
    """`plan` goes on through the audience, `follow` counts and redraws.

    `replay` asks again for what failed or was never sent, `recall` replaces what was sent.
    """

    PLAN = "plan"
    FOLLOW = "follow"
    REPLAY = "replay"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class RunStep:
    """One piece of work on a run, short enough for one call of a function: written `step|tenant|run` in the queue."""

    kind: StepKind
    tenant_id: str
    run: RunId

    def __str__(self) -> str:
        return f"{self.kind}|{self.tenant_id}|{self.run}"

    @classmethod
    def parse(cls, text: str) -> Self:
        kind, tenant_id, run = text.split("|", 2)
        return cls(StepKind(kind), tenant_id, RunId.parse(run))


class RunRepository(Protocol):
    async def create(self, run: Run) -> Run:
        """Write a run once; whoever comes second gets the first one."""

    async def get(self, tenant_id: str, run_id: RunId) -> Run | None: ...

    async def all(self, tenant_id: str) -> Sequence[Run]:
        """Every run that is kept, newest first."""

    async def change(self, tenant_id: str, run_id: RunId, change: Callable[[Run], Run]) -> Run:
        """Bring a run from what is stored to what `change` makes of it, again when somebody wrote in between."""

    async def plan(self, deliveries: Sequence[Delivery]) -> None:
        """Write outbox rows of one shard, up to a hundred in a round trip; those that are there stay as they are."""

    async def tally(self, tenant_id: str, run_id: RunId, shard: str) -> Tally:
        """Count one shard of a run, without reading what its rows hold beyond their state."""

    def deliveries(
        self, tenant_id: str, run_id: RunId, shard: str, *, unfinished: bool = False
    ) -> AsyncIterator[Sequence[Delivery]]:
        """The rows of one shard, a page for each round trip; only those that are not final, when `unfinished`."""


class PaceRepository(Protocol):
    """What gives the moment of a send takes it, unless it is more than `within` ahead: then nothing is taken.

    The moment then says when to ask again. A send that is taken and not made is lost to the budget, never made twice.
    """

    async def reserve(
        self, tenant_id: str, slots: int, *, rate: float, now: datetime, within: timedelta = NEAR
    ) -> datetime:
        """Take `slots` sends of the tenant's budget, `1 / rate` seconds apart; the moment of the first one."""

    async def throttled_until(self, tenant_id: str) -> datetime | None:
        """Until when Teams asked everybody to wait, when it ever did."""

    async def throttle(self, tenant_id: str, until: datetime) -> None:
        """Nobody reserves anything before `until`: Teams asked to wait."""

    async def reserve_in(
        self, tenant_id: str, conversation_id: str, now: datetime, *, within: timedelta = NEAR
    ) -> datetime:
        """Take the next send that the windows of one shared conversation allow; its moment."""
