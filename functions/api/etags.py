"""Answers that a reader has already: the same text has the same tag, and is not sent again."""

import hashlib

import azure.functions as func

_NOT_KEPT = "no-store"


def tagged(req: func.HttpRequest, answer: func.HttpResponse) -> func.HttpResponse:
    """The answer to a read with its ETag, or 304 for who says that they have it."""
    headers = answer.headers
    if answer.status_code != 200 or _NOT_KEPT in headers.get("Cache-Control", ""):  # noqa: PLR2004  # what can be had again
        return answer
    tag = f'"{hashlib.sha256(answer.get_body()).hexdigest()[:32]}"'
    headers["ETag"] = tag
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "private, no-cache"
    if not _has_it(req.headers.get("If-None-Match", ""), tag):
        return answer
    kept = {name: headers[name] for name in ("ETag", "Cache-Control")}
    return func.HttpResponse(status_code=304, headers=kept)


def _has_it(said: str, tag: str) -> bool:
    """RFC 9110, 13.1.2: any of a list, weak or not, or an asterisk for whatever there is."""
    known = [each.strip().removeprefix("W/") for each in said.split(",")]
    return said.strip() == "*" or tag in known
