"""What Passeur sends to many, over HTTP: counts by state and reason, and the three ways to act. Nobody is named."""

import azure.functions as func

from functions.api.access import AppRole
from functions.api.doors import Doors
from functions.api.list_parameters import CURSOR, LIMIT
from functions.api.route import Answer, Route, named
from functions.wiring import Wiring

_RUN = named("run", "A run, as its kind and its period.", r"^[a-z_]{1,40}\.[0-9A-Za-z-]{1,20}$")
_TAGS = ("Runs",)

LIST_RUNS = Route(
    name="list_runs",
    methods=("GET",),
    path="runs",
    summary="The runs that are kept, newest first, as they were last counted.",
    access=AppRole.OPERATIONS_READ,
    answers={200: Answer("A page of runs.", schema="Runs")},
    problems=("bad-cursor", "bad-parameter"),
    parameters=(LIMIT, CURSOR),
    tags=_TAGS,
)
GET_RUN = Route(
    name="get_run",
    methods=("GET",),
    path="runs/{run}",
    summary="One run, counted now.",
    access=AppRole.OPERATIONS_READ,
    answers={200: Answer("The run.", schema="Run")},
    problems=("not-a-run", "run-gone"),
    parameters=(_RUN,),
    tags=_TAGS,
)


def _act(name: str, path: str, summary: str) -> Route:
    return Route(
        name=name,
        methods=("POST",),
        path=f"runs/{{run}}/{path}",
        summary=summary,
        access=AppRole.OPERATIONS_MANAGE,
        answers={200: Answer("The run, as it is now.", schema="Run")},
        problems=("not-a-run", "run-gone", "run-over"),
        parameters=(_RUN,),
        tags=_TAGS,
    )


REPLAY_RUN = _act("replay_run", "replay", "Send again what failed of a run.")
CANCEL_RUN = _act("cancel_run", "cancel", "Send nothing more of a run.")
RECALL_RUN = _act("recall_run", "recall", "Send nothing more of a run, and take back what was sent.")
ROUTES = (LIST_RUNS, GET_RUN, REPLAY_RUN, CANCEL_RUN, RECALL_RUN)


def runs_http(wiring: Wiring) -> func.Blueprint:
    doors = Doors(wiring)

    @doors.opens(LIST_RUNS)
    async def list_runs(req: func.HttpRequest) -> func.HttpResponse:
        from functions.runs_answers import answer_runs

        return await answer_runs(req, wiring)

    @doors.opens(GET_RUN)
    async def get_run(req: func.HttpRequest) -> func.HttpResponse:
        from functions.runs_answers import answer_run

        return await answer_run(req, wiring)

    @doors.opens(REPLAY_RUN)
    async def replay(req: func.HttpRequest) -> func.HttpResponse:
        from functions.runs_answers import answer_replay

        return await answer_replay(req, wiring)

    @doors.opens(CANCEL_RUN)
    async def cancel(req: func.HttpRequest) -> func.HttpResponse:
        from functions.runs_answers import answer_cancel

        return await answer_cancel(req, wiring)

    @doors.opens(RECALL_RUN)
    async def recall(req: func.HttpRequest) -> func.HttpResponse:
        from functions.runs_answers import answer_recall

        return await answer_recall(req, wiring)

    return doors.blueprint
