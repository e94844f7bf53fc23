"""Every entry of the runbook says what its reader needs, and names tests, alerts, metrics and commands that exist."""

import ast
import re
from importlib.util import find_spec

import pytest

from passeur.telemetry.names import Attribute, Metric, Span
from tests.documents.reading import ROOT

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
ALERTS = (ROOT / "infra" / "azure" / "modules" / "alerts.bicep").read_text(encoding="utf-8")
_ENTRIES = {part.partition("\n")[0]: part for part in RUNBOOK.split("\n## ")[1:]}
# What is told besides: where to look, and what a backup is.
_NO_ENTRIES = {"What there is to look at", "What a backup is, and is not"}
ENTRIES = {name: text for name, text in _ENTRIES.items() if name not in _NO_ENTRIES}
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", RUNBOOK)


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_says_how_one_sees_it_what_to_do_what_it_costs_and_what_tries_it(name: str) -> None:
    for part in ("**See.**", "**Do.**", "**Costs people.**", "**Tried by.**"):
        assert part in ENTRIES[name]
    assert re.search(r"`tests/[\w/]+\.py::\w+`", ENTRIES[name])


def test_the_entries_that_whoever_is_called_at_night_needs_are_there() -> None:
    titles = " ".join(ENTRIES)
    for word in ("slow down", "failed every time", "queue grows", "keys", "Storage is down", "wrong was sent"):
        assert word in titles
    for word in ("removed", "restore", "backup failed", "newer form"):
        assert word in titles


@pytest.mark.parametrize(("path", "test"), NAMED)
def test_a_test_that_the_runbook_names_exists(path: str, test: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert test in names


def test_what_the_runbook_and_the_alerts_call_a_metric_is_one() -> None:
    known = {*Metric, *Span, *Attribute}
    named = set(re.findall(r"`(passeur\.[a-z.]+)`", RUNBOOK)) | set(re.findall(r'"(passeur\.[a-z.]+)"', ALERTS))
    assert named - known == set()
    assert len(named) > 15


def test_every_alert_has_an_entry_and_every_alert_of_the_runbook_is_one() -> None:
    alerts = set(re.findall(r"name: '([a-z-]+)'\n    title", ALERTS))
    told = set(re.findall(r"[Aa]lert `([a-z-]+)`", RUNBOOK))
    assert alerts == told


def test_every_measure_is_told_somewhere_and_made_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("passeur", "bot", "functions")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "names.py"
    )
    assert [metric.name for metric in Metric if f"Metric.{metric.name}" not in code] == []
    workbook = (ROOT / "infra" / "azure" / "workbook.json").read_text(encoding="utf-8")
    looked_at = RUNBOOK + ALERTS + workbook
    assert [metric for metric in Metric if metric not in looked_at] == []


def test_the_commands_of_the_runbook_are_programs() -> None:
    modules = set(re.findall(r"python -m ([\w.]+)", RUNBOOK))
    assert {"infra.backup", "infra.migrate", "infra.doctor"} <= modules
    assert [name for name in modules if find_spec(f"{name}.__main__" if name.count(".") < 2 else name) is None] == []
