"""What a route of the API is: the one description that registers it, guards it and documents it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from functions.api.access import Access, Door

JSON = "application/json"
# Larger bodies are refused before anything reads them; a route that takes files says its own limit.
LARGEST_BODY = 64 * 1024


class Place(StrEnum):
    QUERY = "query"
    PATH = "path"


class Level(StrEnum):
    """Which of the host's keys opens a route where keys do."""

    FUNCTION = "function"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`schema` is JSON Schema. The gate checks it for what comes in the query, unless the handler has better words."""

    name: str
    about: str
    schema: Mapping[str, Any]
    place: Place = Place.QUERY
    required: bool = False
    refused_as: str = "bad-parameter"


@dataclass(frozen=True, slots=True)
class Answer:
    """`schema` names one of functions/api/schemas; without it the answer is a file, a text or nothing."""

    about: str
    media: tuple[str, ...] = (JSON,)
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """`media` are the types that a body may be sent as; `largest` is in bytes."""

    about: str
    media: tuple[str, ...]
    largest: int = LARGEST_BODY


@dataclass(frozen=True, slots=True)
class Route:
    """`name` is the function's. `problems` are the kinds that this route adds to those that every route has."""

    name: str
    methods: tuple[str, ...]
    path: str
    summary: str
    access: Access
    answers: Mapping[int, Answer]
    problems: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    level: Level = Level.FUNCTION
    tags: tuple[str, ...] = field(default=())

    @property
    def writes(self) -> bool:
        return "GET" not in self.methods

    @property
    def needs_role(self) -> bool:
        return not isinstance(self.access, Door)


def named(name: str, about: str, pattern: str) -> Parameter:
    """A part of the path."""
    return Parameter(name, about, {"type": "string", "pattern": pattern}, Place.PATH, required=True)


def choice(name: str, about: str, *choices: str, refused_as: str = "not-a-choice") -> Parameter:
    return Parameter(name, about, {"type": "string", "enum": list(choices)}, refused_as=refused_as)
