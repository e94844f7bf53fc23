"""HTTP answers: JSON, and problem details (RFC 9457) for what cannot be done."""

import json
from collections.abc import Mapping
from typing import Any

import azure.functions as func

from functions.api.correlation import instance
from functions.api.problems import PREFIX

PROBLEM_JSON = "application/problem+json"


def json_answer(body: Mapping[str, Any], status: int = 200) -> func.HttpResponse:
    return func.HttpResponse(
        json.dumps(body, ensure_ascii=False), status_code=status, mimetype="application/json", charset="utf-8"
    )


def problem(
    status: int,
    kind: str,
    detail: str,
    *,
    sentences: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> func.HttpResponse:
    """One problem: `kind` names it for programs, `detail` says what to do, `sentences` in each language.

    `instance` is what the log has the request under.
    """
    body = {
        "type": f"{PREFIX}{kind}",
        "title": kind.replace("-", " "),
        "status": status,
        "detail": detail,
        "instance": instance(),
    }
    body |= sentences or {}
    return func.HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status_code=status,
        headers=headers,
        mimetype=PROBLEM_JSON,
        charset="utf-8",
    )


def storage_problem() -> func.HttpResponse:
    return problem(
        503,
        "storage-unavailable",
        "Storage does not answer. Nothing is lost: try again in a minute.",
        headers={"Retry-After": "60"},
    )
