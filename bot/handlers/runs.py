"""What Passeur sends to many: followed, started and stopped by the programme lead alone, in their own chat."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from bot.handlers.subjects import run_in
from bot.turn import Door, Reply, Turn
from cards import notices
from cards.digest_preview import digest_example_card, digest_preview_card, no_digest_card
from cards.run_lists import runs_card
from cards.runs import cancel_question_card, recall_question_card, run_card
from cards.view import View
from passeur.backend import Backend
from passeur.delivery.end_run import cancel_run, recall_run
from passeur.delivery.failed_deliveries import failed_deliveries
from passeur.delivery.preview_digest import due_digest, preview_digest
from passeur.delivery.replay_run import replay_run
from passeur.delivery.runs import Run, RunId, Watcher
from passeur.delivery.start_run import start_run
from passeur.delivery.watch_run import watch_run
from passeur.errors import RunGone, RunOutdated
from passeur.periods import Week
from passeur.sharing.example_digest import example_digest

WEEKS_OF_FAILURES = 4


class ChangeRun(Protocol):
    """A use case that brings a run somewhere else."""

    async def __call__(self, run_id: RunId, backend: Backend, *, now: datetime) -> Run: ...


async def show_runs(turn: Turn, backend: Backend) -> Reply:
    """The latest runs, newest first, and what else did not leave."""
    since = Week.of(turn.received_at, backend.organisation.recap.zone).plus(-WEEKS_OF_FAILURES)
    runs, failed = await asyncio.gather(backend.runs.all(turn.tenant_id), failed_deliveries(backend, since))
    return _shown(turn, runs_card(turn.view, runs, failed, now=turn.received_at))


async def show_digest(turn: Turn, backend: Backend) -> Reply:
    """Whom the next digest would reach; once it was started, how it goes."""
    preview = await preview_digest(backend, now=turn.received_at)
    if preview is None:
        return _shown(turn, no_digest_card(turn.view))
    if preview.run is not None:
        return _shown(turn, run_card(turn.view, await _watched(turn, backend, preview.run), now=turn.received_at))
    return _shown(turn, digest_preview_card(turn.view, preview, now=turn.received_at))


async def show_example(turn: Turn, backend: Backend) -> Reply:
    """What a manager would read, below the preview, with nothing in it to click."""
    run_id = _due(turn, backend)
    example = await example_digest(run_id.period, backend, now=turn.received_at)
    if example is None:
        return Reply(notice=notices.no_example(turn.view))
    return Reply(card=digest_example_card(turn.view, example), notice=notices.example_below(turn.view))


async def start(turn: Turn, backend: Backend) -> Reply:
    """Start the digest that is due, once; whoever comes second sees the run that is going."""
    run = await start_run(_due(turn, backend), backend, by=turn.person_id, now=turn.received_at)
    return await _followed(turn, backend, run)


async def show_run(turn: Turn, backend: Backend) -> Reply:
    """One run; the card that shows it is drawn again while it goes."""
    return await _followed(turn, backend, await _run(backend, run_in(turn)))


async def ask_cancel(turn: Turn, backend: Backend) -> Reply:
    """Ask before a run is stopped, below its card, which is drawn again every few seconds."""
    return await _asked(turn, backend, cancel_question_card)


async def ask_recall(turn: Turn, backend: Backend) -> Reply:
    return await _asked(turn, backend, recall_question_card)


async def cancel(turn: Turn, backend: Backend) -> Reply:
    return await _changed(turn, backend, cancel_run)


async def recall(turn: Turn, backend: Backend) -> Reply:
    return await _changed(turn, backend, recall_run)


async def replay(turn: Turn, backend: Backend) -> Reply:
    """Try again what failed, or go on with what was interrupted."""
    return await _changed(turn, backend, replay_run)


async def _asked(turn: Turn, backend: Backend, question: Callable[[View, Run], dict[str, Any]]) -> Reply:
    run = await _run(backend, run_in(turn))
    return Reply(card=question(turn.view, run), notice=notices.question_below(turn.view))


async def _changed(turn: Turn, backend: Backend, change: ChangeRun) -> Reply:
    return await _followed(turn, backend, await change(run_in(turn), backend, now=turn.received_at))


def _due(turn: Turn, backend: Backend) -> RunId:
    """The digest that the button is about, when it is still the one that is due and can be started by hand."""
    run_id = run_in(turn)
    if run_id != due_digest(backend, turn.received_at):
        raise RunOutdated
    return run_id


async def _run(backend: Backend, run_id: RunId) -> Run:
    run = await backend.runs.get(backend.organisation.tenant_id, run_id)
    if run is None:
        raise RunGone
    return run


async def _followed(turn: Turn, backend: Backend, run: Run) -> Reply:
    """The run's card in place of the one that was clicked, from now on drawn again as the run goes."""
    return _shown(turn, run_card(turn.view, await _watched(turn, backend, run), now=turn.received_at))


async def _watched(turn: Turn, backend: Backend, run: Run) -> Run:
    if turn.card_id is None or turn.door is Door.MESSAGE:
        return run
    return await watch_run(run.id, Watcher(turn.address, turn.card_id, turn.view.locale), backend)


def _shown(turn: Turn, card: dict[str, Any]) -> Reply:
    return Reply(card=card, in_place=turn.door is not Door.MESSAGE)
