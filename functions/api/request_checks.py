"""What is refused before a handler sees it: bodies too large or of another type, and parameters of another shape."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import azure.functions as func

from functions.answers import problem
from functions.api.route import LARGEST_BODY, Parameter, Place, Route

_INTEGER = re.compile(r"-?[0-9]{1,9}")


def refused(route: Route, req: func.HttpRequest) -> func.HttpResponse | None:
    """The problem of a request that the description does not allow."""
    return _body_refused(route, req) or _twice_refused(route, req) or _parameters_refused(route, req)


def _body_refused(route: Route, req: func.HttpRequest) -> func.HttpResponse | None:
    largest = route.body.largest if route.body else LARGEST_BODY
    if len(req.get_body()) > largest:
        return problem(413, "too-large", f"A body here has {largest:,} bytes at most.")
    media = req.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if route.body is not None and media and media not in route.body.media:
        return problem(415, "unsupported-media-type", f"Send the body as {', '.join(route.body.media)}.")
    return None


def _twice_refused(route: Route, req: func.HttpRequest) -> func.HttpResponse | None:
    """Hosts disagree on which of two values counts: neither does."""
    given = Counter(name for name, _ in parse_qsl(urlsplit(req.url).query, keep_blank_values=True))
    twice = next((each.name for each in route.parameters if given[each.name] > 1), None)
    return problem(400, "bad-parameter", f"`{twice}` is given twice.") if twice else None


def _parameters_refused(route: Route, req: func.HttpRequest) -> func.HttpResponse | None:
    for parameter in route.parameters:
        if parameter.place is Place.QUERY and parameter.refused_as and parameter.name in req.params:
            wanted = _unmet(parameter.schema, req.params[parameter.name])
            if wanted:
                return _told(parameter, wanted)
    return None


def _told(parameter: Parameter, wanted: str) -> func.HttpResponse:
    return problem(400, parameter.refused_as, f"`{parameter.name}` takes {wanted}.")


def _unmet(schema: Mapping[str, Any], text: str) -> str:
    """What the text should have been; nothing when it is that."""
    if "enum" in schema:
        return "" if text in schema["enum"] else f"one of: {', '.join(schema['enum'])}"
    if schema.get("type") == "integer":
        least, most = schema["minimum"], schema["maximum"]
        fits = _INTEGER.fullmatch(text) is not None and least <= int(text) <= most
        return "" if fits else f"a whole number from {least} to {most}"
    fits = re.fullmatch(schema.get("pattern", ".*"), text, re.DOTALL) is not None
    return "" if fits else f"a text like {schema['pattern']}"
