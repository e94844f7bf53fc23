import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.azurite import Azurite
from infra.local.ports import free_ports


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """An emulator of one's own: the demonstration has one tenant, and other tests write rows of it as well."""
    with Azurite.start(free_ports(), log=tmp_path / "azurite.log", data=None) as running:
        yield running.connection_string


@pytest.mark.azurite
def test_the_command_fills_an_empty_storage_then_leaves_it_as_it_is(empty: str) -> None:
    first = _run("--today", "2026-11-25", connection=empty)
    assert first.returncode == 0, first.stderr
    assert "1200 people" in first.stdout
    assert re.search(r"\d+ rows in \d+\.\d s\.", first.stdout)
    second = _run(connection=empty)
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout == "Storage has data already: the demonstration company is left as it is.\n"


def test_the_command_says_plainly_that_storage_is_not_there() -> None:
    nobody = (
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=bm9ib2R5;"
        "TableEndpoint=http://127.0.0.1:9/devstoreaccount1;QueueEndpoint=http://127.0.0.1:9/devstoreaccount1;"
    )
    refused = _run(connection=nobody)
    assert (refused.returncode, refused.stderr) == (1, "")
    assert refused.stdout.startswith("Storage did not answer.")


@pytest.mark.parametrize("connection", ["", "nothing that a connection could be"])
def test_the_command_says_plainly_what_it_cannot_use(connection: str) -> None:
    refused = _run(connection=connection)
    assert (refused.returncode, refused.stderr) == (1, "")
    assert "PASSEUR_STORAGE_CONNECTION" in refused.stdout


def _run(*arguments: str, connection: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this very interpreter and our own command
        [sys.executable, "-m", "infra.local.demo", *arguments],
        env={**os.environ, "PASSEUR_STORAGE_CONNECTION": connection, "PASSEUR_STORAGE_ACCOUNT": ""},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
