from collections.abc import Mapping
from datetime import datetime

from passeur.errors import FormRefused, OwnShare, Problem, ShareGone
from passeur.ports import PeopleRepository
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.ports import ShareRepository
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.share_form import Field, read_gain
from passeur.sharing.shares import ShareRef
from passeur.sharing.threads import Thread

OUTCOME = "outcome"
OBSTACLE = "obstacle"


async def reproduce_share(
    tenant_id: str,
    ref: ShareRef,
    person_id: str,
    typed: Mapping[str, str],
    *,
    people: PeopleRepository,
    shares: ShareRepository,
    now: datetime,
) -> Thread:
    """Record what a colleague found when they tried a share, over what they said before. Three round trips.

    The write comes before the read, so that of several people who answer at once the last one reads everybody. A
    reproduction that turns out not to be allowed (one's own share, a share that is gone) is taken back; until then
    the rules that count ignore it.
    """
    outcome = typed.get(OUTCOME, "")
    if outcome not in set(Outcome):
        raise FormRefused({OUTCOME: Problem.UNKNOWN_CHOICE if outcome else Problem.MISSING})
    obstacle = typed.get(OBSTACLE, "")
    if obstacle and obstacle not in set(Obstacle):
        raise FormRefused({OBSTACLE: Problem.UNKNOWN_CHOICE})
    gain = read_gain(typed)
    if gain is not None and not is_plausible(gain):
        # There is nothing to confirm with on a card that everybody sees: it is corrected, or left empty.
        raise FormRefused({Field.GAIN_VALUE: Problem.TOO_MUCH})
    person = await people.get(tenant_id, person_id)
    reproduction = Reproduction(
        ref,
        person_id,
        Outcome(outcome),
        now,
        trade=person.trade if person else None,
        gain=gain,
        obstacle=Obstacle(obstacle) if obstacle else None,
    )
    await shares.record_reproduction(tenant_id, reproduction)
    thread = await shares.thread(tenant_id, ref)
    if thread is None or thread.share.withdrawn:
        await shares.forget_reproduction(tenant_id, ref, person_id)
        raise ShareGone
    if thread.share.author_id == person_id:
        await shares.forget_reproduction(tenant_id, ref, person_id)
        raise OwnShare
    return thread
