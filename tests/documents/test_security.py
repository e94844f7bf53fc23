"""Each threat of the document names tests that are there, and the allowance that it tells is the one that holds."""

import ast
import json
import logging
import re

import pytest

from bot.allowances import BURST, CLICK, HEAVY, PER_SECOND, WORD
from infra.local.places import ROOT
from passeur.logs.correlation import correlated
from passeur.logs.safe import Safe
from tests.scenarios.told_by_logs import everything_written

DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py(?:::\w+)?)`", DOCUMENT)) - {"tests/documents/test_security.py"})
_ROWS = [line for line in DOCUMENT.splitlines() if re.match(r"\| [STRIDE] \|", line)]


@pytest.mark.parametrize("node", NAMED)
def test_each_test_that_is_named_is_there(node: str) -> None:
    file, _, name = node.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    defined = {each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert name in defined if name else any(each.startswith("test_") for each in defined)


def test_every_threat_is_held_by_a_test_and_every_kind_of_threat_was_thought_of() -> None:
    assert len(_ROWS) > 25
    assert [row for row in _ROWS if "tests/" not in row] == []
    assert {row[2] for row in _ROWS} == set("STRIDE")


def test_the_fields_of_a_line_are_those_that_are_told() -> None:
    with everything_written() as written, correlated(turn=Safe("t"), call=Safe("c"), queue_message=Safe("q")):
        try:
            dict[str, str]()["nothing"]
        except KeyError:
            logging.getLogger("passeur.tests").exception("it failed")
    (line,) = map(json.loads, written.as_json.getvalue().splitlines())
    section = DOCUMENT.split("## What is logged", 1)[1].split("\n## ", 1)[0]
    assert [name for name in line if name != "error" and f"`{name}`" not in section] == []
    assert "error" in line


def test_the_allowance_is_as_it_is_told() -> None:
    assert (BURST, PER_SECOND, CLICK, WORD, HEAVY) == (60, 1, 1, 2, 6)
    for told in ("sixty clicks at once, then one a second", "a word costs two", "costs six (ten at once"):
        assert told in " ".join(DOCUMENT.split())
