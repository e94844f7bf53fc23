"""The API as an OpenAPI 3.1 document, from the descriptions that register it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from functions.api.access import AppRole
from functions.api.problem_answers import ProblemAnswers
from functions.api.route import Level, Place, Route
from functions.api.schemas.every_schema import SCHEMAS

VERSION = "1.0.0"
_PROBLEM = "application/problem+json"
_ABOUT = """Everything that an organisation's programs may ask of Passeur.

Errors are problem details (RFC 9457): `type` is `urn:passeur:problem:` and a kind, `instance` the id under which the
log tells of the request, which is in `X-Correlation-Id` too. Reads have an ETag, and answer 304 to If-None-Match.
A POST with an Idempotency-Key is done once in 24 hours, and its answer told again. Lists are read page by page: `next`
of one is `cursor` of the following.

Locally, and where PASSEUR_API_AUTH is `keys`, a route asks for a function key. Where it is `entra`, it asks for a token
of the tenant for the API's registration, with the app role that is named beside it. Before Azure calls a function, its
host may answer 401 by itself, without a body, where keys are asked for.
"""
_SCHEMES = {
    "functionKey": {"type": "apiKey", "in": "header", "name": "x-functions-key", "description": "A function key."},
    "masterKey": {"type": "apiKey", "in": "header", "name": "x-functions-key", "description": "The host's master key."},
    "entra": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "A token with an app role."},
}
_ALWAYS = ("bad-request", "bad-parameter", "too-large", "storage-unavailable", "unexpected")
_WITH_ROLE = ("no-token", "bad-token", "role-missing", "keys-unavailable")
_ONCE = ("bad-idempotency-key", "request-under-way", "key-used-otherwise")
_ONCE_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A text of your own, such as a UUID: within 24 hours, the same request with it is done once.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}


def document(routes: Sequence[Route]) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    problems = ProblemAnswers()
    for route in routes:
        for method in route.methods:
            paths[f"/{route.path}"][method.lower()] = _operation(route, method, problems)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Passeur", "version": VERSION, "description": _ABOUT, "license": _LICENSE},
        "servers": [{"url": "/api"}],
        "tags": [{"name": tag} for tag in sorted({tag for route in routes for tag in route.tags})],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(SCHEMAS), "responses": problems.shared(), "securitySchemes": _SCHEMES},
        "x-app-roles": [role.value for role in AppRole],
    }


_LICENSE = {"name": "MIT", "identifier": "MIT"}


def as_text(described: Mapping[str, Any]) -> str:
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def problems_of(route: Route, method: str) -> tuple[str, ...]:
    """Every kind of problem that a route may tell."""
    kinds = [*_ALWAYS, *route.problems]
    kinds += _WITH_ROLE if route.needs_role else ()
    kinds += _ONCE if _is_once(route, method) else ()
    kinds += ("unsupported-media-type",) if route.body else ()
    return tuple(dict.fromkeys(kinds))


def _is_once(route: Route, method: str) -> bool:
    return method == "POST" and route.needs_role


def _operation(route: Route, method: str, problems: ProblemAnswers) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": route.name if len(route.methods) == 1 else f"{method.lower()}_{route.name}",
        "summary": route.summary,
        "tags": list(route.tags),
        "parameters": [*_parameters(route), *((_ONCE_HEADER,) if _is_once(route, method) else ())],
        "security": _security(route),
        "responses": {**_answers(route, method), **problems.of(problems_of(route, method))},
    }
    if route.body is not None:
        content = {media: {"schema": {"type": "string"}} for media in route.body.media}
        told["requestBody"] = {"description": route.body.about, "required": True, "content": content}
    return told


def _parameters(route: Route) -> Iterable[dict[str, Any]]:
    for each in route.parameters:
        required = each.required or each.place is Place.PATH
        yield {
            "name": each.name,
            "in": each.place.value,
            "description": each.about,
            **({"required": True} if required else {}),
            "schema": dict(each.schema),
        }


def _security(route: Route) -> list[dict[str, list[str]]]:
    if not route.needs_role:
        return []
    key = "masterKey" if route.level is Level.ADMIN else "functionKey"
    return [{key: []}, {"entra": [route.access.value]}]


def _answers(route: Route, method: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for status, answer in route.answers.items():
        content = {media: _schema_of(media, answer.schema) for media in answer.media}
        told[str(status)] = {"description": answer.about, "content": content}
    if method == "GET":
        told["304"] = {"description": "What If-None-Match names is still so."}
    return told


def _schema_of(media: str, schema: str) -> dict[str, Any]:
    if schema and media.endswith("json"):
        return {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {}
