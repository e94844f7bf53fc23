"""Our own messages are safe for their templates: a text in the code, to which nothing is added before it is logged."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from infra.local.places import ROOT

PACKAGES = ("passeur", "cards", "bot", "functions", "infra")
_SETTING = {"basicConfig", "dictConfig", "fileConfig", "setLogRecordFactory"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "node_modules" not in path.parts:
                for node in ast.walk(ast.parse(path.read_text())):
                    if isinstance(node, ast.Call):
                        yield path, node


def _is_logging(call: ast.Call) -> bool:
    called = call.func
    if not isinstance(called, ast.Attribute) or called.attr not in LEVELS:
        return False
    named = called.value
    return isinstance(named, ast.Name) and (named.id.endswith("log") or named.id in ("logger", "logging"))


def test_every_message_is_a_literal_and_carries_nothing_beside_its_arguments() -> None:
    odd = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in _calls()
        if _is_logging(call)
        and not (
            call.args
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
            and {each.arg for each in call.keywords} <= {"exc_info"}
        )
    ]
    assert odd == []
    assert sum(_is_logging(call) for _, call in _calls()) > 40


def test_what_is_declared_safe_is_read_by_somebody_before_it_is() -> None:
    """Each is a text that names nobody: a period, a cohort, a name of ours, the kind of an error, chance."""
    declared = Counter(
        ast.unparse(call.args[0])
        for path, call in _calls()
        if isinstance(call.func, ast.Name) and call.func.id == "Safe" and call.args
    )
    assert set(declared) == {
        "', '.join((board.month.key for board in boards))",
        "LOOPBACK",
        "cohort.id",
        "correlation_id",
        "each.id",  # what a queue calls its message
        "made.id",  # a backup, by its moment
        "error",  # our own MalformedBody, InvalidToken and MalformedActivity, whose words are in the code
        "f'{len(authorization)} headers'",
        "function.name",
        "malformed",
        "name",
        "poison.queue_name",
        "refusal",  # one of the constants with which a token is refused
        "route.name",
        "self.function.name",
        "self.trigger.queue",
        "settings.host",
        "token_hex(8)",
        "type(error).__name__",
        "week.key",
        "what",  # the id of a retention rule
        "'from.aadObjectId'",
    }


def test_only_the_start_of_a_process_says_how_it_logs() -> None:
    starting = {
        str(path.relative_to(ROOT))
        for path, call in _calls()
        if isinstance(call.func, ast.Attribute) and call.func.attr in _SETTING
    }
    assert starting == {"passeur/logs/start.py"}
