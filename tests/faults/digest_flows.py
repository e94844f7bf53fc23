"""What can be done with a run of digests, as flows whose every call can meet an accident."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from passeur.delivery.end_run import cancel_run, recall_run
from passeur.delivery.outbox import DeliveryState
from passeur.delivery.replay_run import replay_run
from passeur.delivery.runs import RunId
from passeur.periods import Week
from tests.fakes.connector import Cut
from tests.faults.enumerated import When
from tests.simulation.company import DIGEST, LESSONS, chat_of, person_id, settle
from tests.simulation.truth import Truth, rows_of, truth_of
from tests.simulation.world import World

# Half a minute before the first Tuesday after October has its digests: nine o'clock in Paris.
WHEN = When(
    datetime(2026, 11, 3, 7, 59, 30, tzinfo=UTC),
    frozenset({"start_digests", "sweep_deliveries", "sweep_old_deliveries"}),
)
MANAGERS = 10
CHATS = {who: chat_of(who) for who in map(person_id, range(MANAGERS))}
_SHARES = 6

Truthful = Callable[[], Awaitable[Truth]]


async def digests(world: World, run_id: RunId = DIGEST, week: Week = LESSONS) -> Truthful:
    """The timer starts the run; it is planned, delivered, followed and done."""
    backend = world.backend()
    await settle(backend, MANAGERS, shares=_SHARES, week=week)

    async def truth() -> Truth:
        truth = await truth_of(backend, run_id, CHATS, world.sender.posted, CHATS)
        run = await backend.runs.get(backend.organisation.tenant_id, run_id)
        if run is not None and not run.state.sends and not run.is_planned:
            # Ended before everybody was planned: the others are owed nothing.
            truth.missing.clear()
        if run is not None and run.ended_at is None:
            truth.unfinished.append(f"the run is {run.state}")
        elif run is not None and truth.states != run.tally.states:
            truth.lost.append(f"the run counts {dict(run.tally.states)}, its rows {dict(truth.states)}")
        return truth

    return truth


async def cancelled_digests(world: World) -> Truthful:
    """The same, slowly, and after the first cards somebody cancels it."""
    world.rate = 2
    truth = await digests(world)
    backend = world.backend()

    async def cancel() -> None:
        await world.sender.has_posted.wait()
        await cancel_run(DIGEST, backend, now=world.clock())

    world.errands.append(asyncio.get_running_loop().create_task(cancel()))
    return truth


async def recalled_digests(world: World) -> Truthful:
    """The same, and two minutes later somebody takes all cards back."""
    truth = await digests(world)
    backend = world.backend()

    async def recall() -> None:
        await asyncio.sleep(150)
        await recall_run(DIGEST, backend, now=world.clock())

    async def told() -> Truth:
        stands = await truth()
        if asyncio.get_running_loop().time() < 200:
            stands.unfinished.append("it is to be taken back")
        for who, row in (await rows_of(backend, DIGEST)).items():
            if row.state is DeliveryState.RECALLED and not world.sender.updated[row.activity_id or ""]:
                stands.lost.append(f"{who} still sees a card that was taken back")
        return stands

    world.errands.append(asyncio.get_running_loop().create_task(recall()))
    return told


async def replayed_digests(world: World) -> Truthful:
    """Nobody hears the first answers; when the run is over, somebody asks for what is unknown again."""
    truth = await digests(world)
    backend = world.backend()
    unheard = iter([Cut.AFTER, Cut.BEFORE, Cut.AFTER])
    world.sender.plan = lambda: next(unheard, None)
    asked_at: list[float] = []

    async def replay() -> None:
        while True:
            await asyncio.sleep(10)
            run = await backend.runs.get(backend.organisation.tenant_id, DIGEST)
            if run and run.ended_at:
                break
        if run.tally.states.get(DeliveryState.UNKNOWN):
            await replay_run(DIGEST, backend, now=world.clock())
        asked_at.append(asyncio.get_running_loop().time())

    async def told() -> Truth:
        stands = await truth()
        if not asked_at or asyncio.get_running_loop().time() < asked_at[0] + 30:
            stands.unfinished.append("it is to be asked again")
        return stands

    world.errands.append(asyncio.get_running_loop().create_task(replay()))
    return told
