"""Imports a file of people and tells what became of each row."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import azure.functions as func

from cards.people_import import (
    LARGEST_MEGABYTES,
    file_sentence,
    refused_row_sentence,
    remark_sentence,
    report_sentence,
    under_way_sentence,
)
from cards.view import LOCALES
from functions.answers import json_answer, problem, storage_problem
from functions.confirmed_leavers import NOT_A_NUMBER, confirmed_leavers
from functions.wiring import Wiring
from passeur.backend import Backend
from passeur.directory.csv_file import PeopleFile
from passeur.directory.entries import RefusedRow, Source
from passeur.directory.findings import ImportReport
from passeur.directory.import_people import import_people
from passeur.errors import FileRefused, FileTrouble, ImportUnderWay, StorageUnavailable
from passeur.storage.staged_people import open_staging

_LARGEST = LARGEST_MEGABYTES * 1024 * 1024
_STATUSES = {FileTrouble.TOO_BIG: 413, FileTrouble.SPREADSHEET: 415, FileTrouble.NOT_TEXT: 415}


async def answer_import(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    try:
        leavers = confirmed_leavers(req)
    except ValueError:
        return problem(400, "not-a-number", NOT_A_NUMBER)
    try:
        backend = await wiring.backend()
        return await _import(req.get_body(), leavers, backend)
    except FileRefused as refused:
        return _file_problem(refused)
    except ImportUnderWay as refused:
        return under_way_problem(refused, backend)
    except StorageUnavailable:
        return storage_problem()


async def _import(body: bytes, confirmed_leavers: int | None, backend: Backend) -> func.HttpResponse:
    if len(body) > _LARGEST:
        raise FileRefused(FileTrouble.TOO_BIG)
    file = PeopleFile(body)
    with open_staging() as staging:
        report = await import_people(
            file.batches(),
            Source.FILE,
            backend,
            staging=staging,
            is_complete=True,
            confirmed_leavers=confirmed_leavers,
        )
    return json_answer(_as_json(report, file.columns.ignored, backend))


def _as_json(report: ImportReport, ignored_columns: Iterable[str], backend: Backend) -> dict[str, Any]:
    def refused(row: RefusedRow, locale: str) -> str:
        return refused_row_sentence(row, backend.organisation, locale)

    refused_rows = [_told(row.line, row.problem, _sentences(row, refused)) for row in report.told_refused]
    warnings = [_told(each.line, each.about, _sentences(each, remark_sentence)) for each in report.told_remarks]
    return {
        "summary": _sentences(report, report_sentence),
        "rows": report.rows,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "left": report.left,
        "leavers": _leavers(report),
        "refused": {"count": report.refused, "rows": refused_rows, "not_told": report.refused - len(refused_rows)},
        "warnings": {"count": report.remarks, "rows": warnings, "not_told": report.remarks - len(warnings)},
        "ignored_columns": list(ignored_columns),
        "people": report.people,
        "teams": report.teams,
        "small_teams": report.small_teams,
    }


def _leavers(report: ImportReport) -> dict[str, Any]:
    confirm = f"?leavers={report.leavers_waiting}" if report.leavers_waiting else None
    return {"waiting": report.leavers_waiting, "of": report.known, "confirm_with": confirm}


def _told(line: int, reason: str, sentences: Mapping[str, str]) -> dict[str, Any]:
    return {"line": line, "reason": reason, **sentences}


def _sentences(about: Any, sentence: Callable[[Any, str], str]) -> dict[str, str]:
    return {locale: sentence(about, locale) for locale in LOCALES}


def under_way_problem(refused: ImportUnderWay, backend: Backend) -> func.HttpResponse:
    """Refuses the second of two imports at once, by whichever door."""
    zone = backend.organisation.sending.zone
    sentences = _sentences(refused, lambda each, locale: under_way_sentence(each, zone, locale))
    return problem(409, "import-under-way", sentences["en"], sentences=sentences)


def _file_problem(refused: FileRefused) -> func.HttpResponse:
    kind = f"file-{refused.trouble}".replace("_", "-")
    sentences = _sentences(refused, file_sentence)
    return problem(_STATUSES.get(refused.trouble, 400), kind, sentences["en"], sentences=sentences)
