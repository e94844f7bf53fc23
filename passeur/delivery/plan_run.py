import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from passeur.backend import Backend
from passeur.delivery.audiences import Audience, Recipient
from passeur.delivery.batches import all_of
from passeur.delivery.outbox import Delivery
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.runs import Run, RunId, RunState
from passeur.errors import RunGone
from passeur.ports import Clock

log = logging.getLogger(__name__)

# How long one call of a function plans before it leaves the rest to the next one.
SLICE = timedelta(seconds=60)


async def plan_run(run_id: RunId, audience: Audience, backend: Backend, *, clock: Clock) -> Run:
    """Put what a run owes into the outbox, page by page of its audience, from where the last planner stopped.

    Rows first, then their queue messages, then the cursor: whoever resumes after a crash, or plans at the same time,
    makes the same rows. It asks for its next step itself. Raises RunGone.
    """
    tenant_id, began = backend.organisation.tenant_id, clock()
    run = await backend.runs.get(tenant_id, run_id)
    if run is None:
        raise RunGone
    if run.is_planned or not run.state.sends:
        return run
    async for page in audience.pages(run.cursor):
        await _owe(page.recipients, run, backend, now=clock())
        run = await backend.runs.change(tenant_id, run_id, partial(_moved, before=run.cursor, after=page.cursor))
        if not run.state.sends:
            return await _left_to_follow(run, backend)
        if run.cursor != page.cursor:
            log.info("run %s is planned by somebody else", run_id)
            return run
        if clock() - began >= SLICE:
            await backend.queue.put_step(RunStep(StepKind.PLAN, tenant_id, run_id))
            return run
    return await backend.runs.change(tenant_id, run_id, _planned)


async def _owe(recipients: Sequence[Recipient], run: Run, backend: Backend, *, now: datetime) -> None:
    shards = defaultdict[str, list[Delivery]](list)
    for recipient in recipients:
        delivery = owed_to(recipient, run, backend.organisation.locale, now)
        shards[delivery.id.part].append(delivery)
    await all_of(backend.runs.plan(deliveries) for deliveries in shards.values())
    await all_of(backend.queue.put(delivery.id) for deliveries in shards.values() for delivery in deliveries)


def owed_to(recipient: Recipient, run: Run, locale: str, now: datetime) -> Delivery:
    """What a run owes to one person. Their address and their own language are looked up when it leaves."""
    delivery_id = run.id.delivery_id(run.tenant_id, recipient.person_id)
    return Delivery(delivery_id, run.id.kind, recipient.subject, None, locale, now, person_id=recipient.person_id)


def _moved(run: Run, *, before: str, after: str) -> Run:
    """Further, unless another planner is somewhere else already: it goes on from there."""
    return replace(run, cursor=after) if run.cursor == before else run


def _planned(run: Run) -> Run:
    state = RunState.SENDING if run.state is RunState.PLANNING else run.state
    return replace(run, is_planned=True, state=state)


async def _left_to_follow(run: Run, backend: Backend) -> Run:
    """What was planned after the run was ended still has to end with it."""
    await backend.queue.put_step(RunStep(StepKind.FOLLOW, run.tenant_id, run.id))
    return run
