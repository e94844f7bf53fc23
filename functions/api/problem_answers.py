"""The answers of a description that are problems: many routes have the same ones, which are written once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from functions.api.problems import PREFIX, PROBLEMS

_PROBLEM = "application/problem+json"


class ProblemAnswers:
    """Gives each set of kinds of one status a name, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._names: dict[tuple[int, tuple[str, ...]], str] = {}

    def of(self, kinds: Sequence[str]) -> dict[str, Any]:
        """By status, a reference to what says which of these kinds come with it."""
        by_status: dict[int, list[str]] = defaultdict(list)
        for kind in kinds:
            by_status[int(PROBLEMS[kind][0])].append(kind)
        return {
            str(status): {"$ref": f"#/components/responses/{self._name(status, tuple(sorted(by_status[status])))}"}
            for status in sorted(by_status)
        }

    def shared(self) -> dict[str, Any]:
        return {name: _answer(kinds) for (_, kinds), name in sorted(self._names.items(), key=lambda each: each[1])}

    def _name(self, status: int, kinds: tuple[str, ...]) -> str:
        of_status = sum(1 for each, _ in self._names if each == status)
        return self._names.setdefault((status, kinds), f"Problem{status}_{of_status + 1}")


def _answer(kinds: Sequence[str]) -> dict[str, Any]:
    types = {"type": {"enum": [f"{PREFIX}{kind}" for kind in kinds]}}
    schema = {"allOf": [{"$ref": "#/components/schemas/Problem"}, {"properties": types}]}
    about = "\n".join(f"- `{kind}`: {PROBLEMS[kind][1]}" for kind in kinds)
    return {"description": about, "content": {_PROBLEM: {"schema": schema}}}
