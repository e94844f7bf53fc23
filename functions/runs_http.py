"""What Passeur sends to many, over HTTP: counts by state and reason, and the three ways to act. Nobody is named."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import azure.functions as func

from cards.refusals import sentence
from functions.answers import json_answer, problem, storage_problem
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.delivery.count_run import count_run
from passeur.delivery.end_run import cancel_run, recall_run
from passeur.delivery.replay_run import replay_run
from passeur.delivery.runs import Run, RunId
from passeur.delivery.told_reasons import told_reasons
from passeur.errors import RunGone, RunOver, StorageUnavailable

# Makes the answer for the run that a route names.
Act = Callable[[RunId, Backend], Awaitable[Run]]


def runs_http(wiring: Wiring) -> func.Blueprint:
    blueprint = func.Blueprint()

    @blueprint.function_name("list_runs")
    @blueprint.route(route="runs", methods=["GET"], auth_level=func.AuthLevel.FUNCTION)
    async def list_runs(req: func.HttpRequest) -> func.HttpResponse:  # noqa: ARG001  # the trigger's name binds it
        try:
            backend = await wiring.backend()
            runs = await backend.runs.all(backend.organisation.tenant_id)
        except StorageUnavailable:
            return storage_problem()
        return json_answer({"runs": [_as_json(run) for run in runs]})

    @blueprint.function_name("get_run")
    @blueprint.route(route="runs/{run}", methods=["GET"], auth_level=func.AuthLevel.FUNCTION)
    async def get_run(req: func.HttpRequest) -> func.HttpResponse:
        return await _answer(req, wiring, _counted)

    @blueprint.function_name("replay_run")
    @blueprint.route(route="runs/{run}/replay", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
    async def replay(req: func.HttpRequest) -> func.HttpResponse:
        return await _answer(req, wiring, lambda run, backend: replay_run(run, backend, now=backend.clock()))

    @blueprint.function_name("cancel_run")
    @blueprint.route(route="runs/{run}/cancel", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
    async def cancel(req: func.HttpRequest) -> func.HttpResponse:
        return await _answer(req, wiring, lambda run, backend: cancel_run(run, backend, now=backend.clock()))

    @blueprint.function_name("recall_run")
    @blueprint.route(route="runs/{run}/recall", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
    async def recall(req: func.HttpRequest) -> func.HttpResponse:
        return await _answer(req, wiring, lambda run, backend: recall_run(run, backend, now=backend.clock()))

    return blueprint


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
