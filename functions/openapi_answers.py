"""The description of the API, made once for each process."""

from functools import cache

import azure.functions as func

from functions.api.every_route import ROUTES
from functions.api.openapi import as_text, document


@cache
def _text() -> str:
    return as_text(document(ROUTES))


def answer_openapi() -> func.HttpResponse:
    headers = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    return func.HttpResponse(_text(), headers=headers, mimetype="application/json", charset="utf-8")
