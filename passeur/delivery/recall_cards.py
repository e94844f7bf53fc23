from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from passeur.backend import Backend
from passeur.delivery.batches import all_of
from passeur.delivery.desk import Desk
from passeur.delivery.outbox import Delivery, DeliveryState, Reason
from passeur.delivery.pacer import Later
from passeur.delivery.ports import Overtaken, SendFailed, SendThrottled, SendUnavailable, SendUnknown, StepKind
from passeur.delivery.runs import Run, RunId
from passeur.delivery.walk_run import walk_run

# As many as messages that are sent at once: each waits for its turn.
_AT_ONCE = 16
_MOST_TRIES = 3

# What takes the place of a card, in its reader's language.
TakenBack = Callable[[str], Mapping[str, Any]]


async def recall_cards(run_id: RunId, backend: Backend, desk: Desk, taken_back: TakenBack) -> Run:
    """The walk of a recall: put a word that it was taken back in the place of each card that was sent.

    A card that cannot be replaced stays told as sent. Replacing one twice is replacing it once.
    """

    async def recalled(page: Sequence[Delivery]) -> bool:
        recall = _Recall(desk, taken_back)
        await all_of((recall.replace(delivery) for delivery in page if _is_out(delivery)), at_once=_AT_ONCE)
        # What is being sent at this moment is taken back once it is known as sent.
        is_sending = any(delivery.state is DeliveryState.SENDING for delivery in page)
        return not recall.has_to_pause and not is_sending

    return await walk_run(run_id, StepKind.RECALL, recalled, backend, clock=desk.clock)


def _is_out(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.SENT and delivery.activity_id is not None and delivery.address is not None


@dataclass(slots=True)
class _Recall:
    """The cards of one page; once Teams asks to wait, or does not know Passeur, the others are left for later."""

    desk: Desk
    taken_back: TakenBack
    has_to_pause: bool = False

    async def replace(self, delivery: Delivery) -> None:
        for _ in range(_MOST_TRIES):
            if self.has_to_pause or not await self._turn():
                return
            try:
                await self._update(delivery)
            except (SendUnavailable, SendUnknown):
                continue
            except SendThrottled as throttled:
                self.has_to_pause = True
                await self.desk.pacer.tell_all(self.desk.clock() + timedelta(seconds=throttled.retry_after))
            except SendFailed as failed:
                self.has_to_pause = failed.reason is Reason.NOT_REGISTERED
            return

    async def _turn(self) -> bool:
        """Wait for a send of the budget; one that is missed is taken again."""
        while True:
            booked = await self.desk.pacer.book()
            if isinstance(booked, Later):
                self.has_to_pause = True
                return False
            if await self.desk.pacer.wait_for(booked):
                return True

    async def _update(self, delivery: Delivery) -> None:
        if delivery.address is None or delivery.activity_id is None:
            return
        card = self.taken_back(delivery.locale)
        await self.desk.sender.update(delivery.address, delivery.activity_id, card)
        with suppress(Overtaken):
            await self.desk.deliveries.move(delivery.recalled())
