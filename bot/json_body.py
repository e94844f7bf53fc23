"""The body of a request: an object in JSON, of bounded depth, that can be written again as UTF-8."""

import json
import re
from typing import Any, NoReturn

MOST_DEPTH = 64

# Possessive, and content with a string that never ends: a body of quotes and backslashes must not be read again from
# each quote.
_STRINGS_AND_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")


class MalformedBody(ValueError):
    """The body is not a JSON object that we are willing to read."""


def parse_object(body: bytes) -> dict[str, Any]:
    """Read a JSON object; MalformedBody for anything else, before the parser can recurse too deep."""
    if _is_too_deep(body):
        raise MalformedBody("too deep")
    try:
        value = _DECODER.decode(body.decode())
        if _SURROGATE_ESCAPE.search(body):
            # Half of a pair is legal in JSON's grammar and cannot be stored or sent on.
            json.dumps(value, ensure_ascii=False).encode()
    except ValueError as error:
        raise MalformedBody("not JSON") from error
    if not isinstance(value, dict):
        raise MalformedBody("not an object")
    return value


def _is_too_deep(body: bytes) -> bool:
    if body.count(b"{") + body.count(b"[") <= MOST_DEPTH:
        return False
    depth = 0
    for token in _STRINGS_AND_BRACKETS.finditer(body):
        first = body[token.start()]
        if first in b"[{":
            depth += 1
            if depth > MOST_DEPTH:
                return True
        elif first in b"]}":
            depth -= 1
    return False


def _refuse_constant(name: str) -> NoReturn:
    raise MalformedBody(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
