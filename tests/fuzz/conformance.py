"""Whether an answer is one that docs/openapi.json tells of."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

_PARAMETER = re.compile(r"\\\{\w+\\\}")


@dataclass
class Description:
    document: Mapping[str, Any]
    _validators: dict[str, Draft202012Validator] = field(default_factory=dict)

    @cached_property
    def operations(self) -> list[tuple[str, str, Mapping[str, Any]]]:
        """Method, path and what is said of it."""
        return [
            (method.upper(), path, operation)
            for path, item in self.document["paths"].items()
            for method, operation in item.items()
        ]

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        return [
            (re.compile(_PARAMETER.sub("[^/]+", re.escape(path))), path)
            for path in sorted(self.document["paths"], key=lambda path: ("{" in path, path))
        ]

    def path_of(self, asked: str) -> str | None:
        return next((path for pattern, path in self._patterns if pattern.fullmatch(asked)), None)

    def broken(self, operation: Mapping[str, Any], status: int, headers: Mapping[str, str], body: bytes) -> str:
        """What of the answer nobody was told of; nothing when it is as it is described."""
        told = operation["responses"].get(str(status))
        if told is None:
            return f"{status} is not described"
        if "$ref" in told:
            told = self.document["components"]["responses"][told["$ref"].rpartition("/")[2]]
        if "content" not in told:
            return "" if not body else "a body where none is described"
        media = headers.get("Content-Type", "").partition(";")[0]
        if media == "text/html" and status in (403, 404):
            return ""
        if media not in told["content"]:
            return f"{media} is not described for {status}"
        schema = told["content"][media].get("schema")
        return self._unmet(schema, body) if schema and media.endswith("json") else ""

    def _unmet(self, schema: Mapping[str, Any], body: bytes) -> str:
        key = json.dumps(schema)
        if key not in self._validators:
            whole = {**schema, "components": self.document["components"]}
            self._validators[key] = Draft202012Validator(whole)
        error = next(self._validators[key].iter_errors(json.loads(body)), None)
        return "" if error is None else f"{error.json_path}: {error.message[:200]}"
