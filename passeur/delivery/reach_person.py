"""A message for somebody who never wrote: their chat is opened in its turn, which is a call to Teams like any other."""

from dataclasses import replace
from datetime import timedelta

from passeur.delivery.desk import Desk
from passeur.delivery.outbox import Delivery
from passeur.delivery.pacer import Later
from passeur.delivery.ports import SendFailed, SendThrottled, SendUnavailable
from passeur.delivery.runs import RunId
from passeur.people import Person

_MOMENT = timedelta(seconds=1)


async def reach_person(delivery: Delivery, person: Person, desk: Desk) -> Person | None:
    """The person with the chat that was opened for this message, or as they were when there is no way to them.

    None when it is tried later: the queue was asked, or the run is stopped and whoever resumes it asks again.
    """
    if desk.chats is None or desk.clock() - delivery.created_at >= delivery.stale_after:
        return person
    slot = await desk.pacer.book()
    if isinstance(slot, Later) or not await desk.pacer.wait_for(slot):
        await desk.queue.put(delivery.id, delay=slot.at - desk.clock() if isinstance(slot, Later) else _MOMENT)
        return None
    try:
        return replace(person, address=await desk.chats.address_of(person))
    except SendThrottled as throttled:
        pause = timedelta(seconds=throttled.retry_after)
        if not isinstance(throttled, SendUnavailable):
            await desk.pacer.tell_all(desk.clock() + pause)
        await desk.queue.put(delivery.id, delay=pause)
    except SendFailed:
        if run_id := RunId.of(delivery.id):
            await desk.runs.stop(delivery.id.tenant_id, run_id)
    return None
