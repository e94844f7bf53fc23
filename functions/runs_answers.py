"""Runs as JSON, one action done on one of them, and what is answered when it cannot be."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import azure.functions as func

from cards.refusals import sentence
from functions.answers import json_answer, problem, storage_problem
from functions.api.pages import page_of
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.delivery.count_run import count_run
from passeur.delivery.end_run import cancel_run, recall_run
from passeur.delivery.replay_run import replay_run
from passeur.delivery.runs import Run, RunId
from passeur.delivery.told_reasons import told_reasons
from passeur.errors import RunGone, RunOver, StorageUnavailable
from passeur.storage.columns import write_time

# Makes the answer for the run that a route names.
Act = Callable[[RunId, Backend], Awaitable[Run]]


async def answer_runs(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    """Raises BadCursor."""
    backend = await wiring.backend()
    runs = await backend.runs.all(backend.organisation.tenant_id)
    page, following = page_of(runs, _place, req, wiring.cursors(), "runs")
    return json_answer({"runs": [_as_json(run) for run in page], "next": following})


async def answer_run(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await _answer(req, wiring, _counted)


async def answer_replay(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await _answer(req, wiring, lambda run, backend: replay_run(run, backend, now=backend.clock()))


async def answer_cancel(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await _answer(req, wiring, lambda run, backend: cancel_run(run, backend, now=backend.clock()))


async def answer_recall(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await _answer(req, wiring, lambda run, backend: recall_run(run, backend, now=backend.clock()))


async def _answer(req: func.HttpRequest, wiring: Wiring, act: Act) -> func.HttpResponse:
    named = req.route_params.get("run", "")
    try:
        run_id = RunId.parse(named)
    except ValueError:
        return problem(400, "not-a-run", f"{named[:40]!r} is not a run: write it as manager_digest.2026-11.")
    try:
        return json_answer(_as_json(await act(run_id, await wiring.backend())))
    except RunGone as gone:
        return problem(404, "run-gone", sentence(gone, "en"))
    except RunOver as over:
        return problem(409, "run-over", sentence(over, "en"))
    except StorageUnavailable:
        return storage_problem()


async def _counted(run_id: RunId, backend: Backend) -> Run:
    run = await backend.runs.get(backend.organisation.tenant_id, run_id)
    if run is None:
        raise RunGone
    return await count_run(run, backend)


def _place(run: Run) -> tuple[str, ...]:
    """Sorts as the list of runs does."""
    return write_time(run.created_at), run.id.kind, run.id.period


def _as_json(run: Run) -> Mapping[str, Any]:
    return {
        "run": str(run.id),
        "kind": run.id.kind,
        "period": run.id.period,
        "state": run.state,
        "started_at": run.created_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "is_planned": run.is_planned,
        "planned": run.tally.planned,
        "states": dict(sorted(run.tally.states.items())),
        "reasons": told_reasons(run.tally.reasons, run.tally.planned),
    }
