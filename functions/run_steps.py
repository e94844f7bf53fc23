"""The steps of a run: its plan, the looks at it, and the walks through its rows. Each may come twice, or late."""

import logging
from collections.abc import Mapping
from typing import Any

import azure.functions as func

from cards.runs import run_card
from cards.taken_back import taken_back_card
from cards.view import View
from functions.wiring import Wiring
from passeur.delivery.follow_run import follow_run
from passeur.delivery.plan_run import plan_run
from passeur.delivery.ports import RunStep, StepKind
from passeur.delivery.recall_cards import recall_cards
from passeur.delivery.replay_run import ask_again
from passeur.delivery.runs import Run, Watcher
from passeur.errors import RunGone

log = logging.getLogger(__name__)


async def make_named(message: func.QueueMessage, wiring: Wiring) -> None:
    step = _read(message)
    if step is None:
        return
    try:
        await _make(step, wiring)
    except RunGone:
        log.warning("a step names run %s, which is not there", step.run)


def give_up_named(message: func.QueueMessage) -> None:
    step = _read(message)
    if step is not None:
        # The run is looked at again by the sweeper, and the look asks for the step that it waits for.
        log.error("step %s of run %s failed every time", step.kind, step.run)


async def _make(step: RunStep, wiring: Wiring) -> None:
    backend = await wiring.backend()
    match step.kind:
        case StepKind.PLAN:
            audience_of = wiring.audiences().get(step.run.kind)
            if audience_of is None:
                log.error("run %s addresses nobody: no audience is known for its kind", step.run)
                return
            await plan_run(step.run, audience_of(backend, step.run.period), backend, clock=backend.clock)
        case StepKind.REPLAY:
            await ask_again(step.run, backend, clock=backend.clock)
        case StepKind.RECALL:
            await recall_cards(step.run, backend, await wiring.desk(), taken_back_card)
        case StepKind.FOLLOW:
            signer = wiring.signer()

            def draw(run: Run, watcher: Watcher) -> Mapping[str, Any]:
                return run_card(View(watcher.locale, backend.organisation, signer), run, now=backend.clock())

            await follow_run(step.run, backend, sender=await wiring.sender(), draw=draw)


def _read(message: func.QueueMessage) -> RunStep | None:
    """The step that a message names, of a kind of run that there is. What cannot be read is dropped, loudly."""
    try:
        step = RunStep.parse(message.get_body().decode())
    except ValueError:
        log.exception("a queue message names no step and is dropped")
        return None
    return step
