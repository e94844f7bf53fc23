"""The programme's figures as JSON or as a file, and what is answered when there are none to give."""

import azure.functions as func

from cards.ambassadors.board_sheet import board_sheet
from cards.downloads import FileKind
from cards.view import LOCALES
from functions.access_log import note_access
from functions.answers import json_answer, problem, storage_problem
from functions.downloads import Asked, NotGiven, follow, saved_file
from functions.kpis_json import board_as_json
from functions.readers import may_read
from functions.wiring import Wiring
from passeur.ambassadors.kpi_periods import Board
from passeur.ambassadors.kpis import RULE
from passeur.ambassadors.read_board import newest_board, read_board
from passeur.ambassadors.recompute_kpis import recompute_kpis
from passeur.backend import Backend
from passeur.errors import MonthNotOver, StorageUnavailable
from passeur.privacy.accesses import Door

_FORMATS = ("json", "csv")


async def answer_kpis(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    try:
        return await _answer(req, await wiring.backend())
    except MonthNotOver:
        return problem(409, "not-told-yet", "A month is told when its last check-ins are closed.")
    except StorageUnavailable:
        return storage_problem()


async def answer_recompute(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    try:
        backend = await wiring.backend()
        everything = req.params.get("all") == "yes"
        boards = await recompute_kpis(backend, now=backend.clock(), everything=everything)
    except StorageUnavailable:
        return storage_problem()
    return json_answer({"rules_version": RULE, "counted": [board.month.key for board in boards]})


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await follow(req, wiring, kind=FileKind.BOARD, named=str, give=_give)


async def _give(asked: Asked[str]) -> func.HttpResponse:
    backend, key = asked.backend, asked.what
    if not await may_read(asked.person_id, backend):
        raise NotGiven(asked.locale)
    try:
        board = await read_board(key, backend, now=backend.clock())
    except (MonthNotOver, ValueError) as none:
        raise NotGiven(asked.locale) from none
    await note_access(backend, asked.person_id, Door.BOARD, key)
    return _file(board, backend, asked.locale)


async def _answer(req: func.HttpRequest, backend: Backend) -> func.HttpResponse:
    """Raises MonthNotOver."""
    named, locale = req.params.get("period", ""), req.params.get("locale", backend.organisation.locale)
    file_format = req.params.get("format", "json")
    if locale not in LOCALES:
        return problem(400, "not-a-locale", f"Give one of: {', '.join(LOCALES)}.")
    if file_format not in _FORMATS:
        return problem(400, "not-a-format", f"Give one of: {', '.join(_FORMATS)}.")
    try:
        now = backend.clock()
        board = await (read_board(named, backend, now=now) if named else newest_board(backend, now=now))
    except ValueError:
        return problem(
            400, "not-a-period", f"{named[:20]!r} is no month (2026-10), quarter (2026-Q4) or cohort (2026-1)."
        )
    if board is None:
        raise MonthNotOver
    if file_format == "csv":
        return _file(board, backend, locale)
    return json_answer(board_as_json(board, backend.organisation))


def _file(board: Board, backend: Backend, locale: str) -> func.HttpResponse:
    content = board_sheet(board, backend.organisation, locale)
    return saved_file(content, f"passeur-kpis-{board.period.key}.csv", "text/csv")
