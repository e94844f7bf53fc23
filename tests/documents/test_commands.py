"""Every command of the guides, run in the order in which they stand, as somebody who follows them would."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from infra.local.ports import free_ports
from infra.local.stack.programs import Stack
from infra.local.state import State
from tests.documents.reading import DOCUMENTS, ROOT, Block, blocks_of

# A guide is an afternoon of somebody's: on a busy machine its commands take a few minutes.
pytestmark = [pytest.mark.azurite, pytest.mark.timeout(600)]

# What the guides use of the repository: in a folder of the test's own, so that what commands make is made there.
_SHARED = (Path(".venv"), Path("infra/local/node_modules"))
_COPIED = ("Makefile", "pyproject.toml", "LICENSE", "passeur", "cards", "bot", "functions", "infra")
# The environment that the tests run in is the one that `make setup` made: no target may make it anew under them.
_MAKE = """#!/bin/sh
exec {make} -o setup -o browser "$@"
"""
# What it would be made with, if it were asked for nevertheless.
_NO_PYTHON = "no-python-at-all"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("follows")
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, made / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copy(source, made / name)
    for place in _SHARED:
        (made / place).symlink_to(ROOT / place)
    tools = made / "tools"
    tools.mkdir()
    (tools / "make").write_text(_MAKE.format(make=shutil.which("make")), encoding="ascii")
    (tools / "make").chmod(0o755)
    return made


@pytest.fixture(scope="module")
def stack(folder: Path) -> Iterator[Stack]:
    """What `make run` has started in another terminal, on ports that are free."""
    ports = free_ports()
    named = {
        "PASSEUR_PORT": ports.bot,
        "PASSEUR_FUNCTIONS_PORT": ports.functions,
        "PASSEUR_PLAYGROUND_PORT": ports.playground,
        "PASSEUR_BLOB_PORT": ports.blob,
        "PASSEUR_QUEUE_PORT": ports.queue,
        "PASSEUR_TABLE_PORT": ports.table,
        "PASSEUR_CHATS_PORT": ports.chats,
    }
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PASSEUR_")},
        **{name: str(port) for name, port in named.items()},
        "PASSEUR_STATE": str(folder / ".state"),
    }
    state = State.from_environment(environment)
    with Stack(ports, state, environment, keep_data=False, with_playground=False) as running:
        yield running


def shell(script: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What somebody gets who types this, and stops at the first command that fails."""
    return subprocess.run(
        ["/bin/sh", "-eu"],
        input=script,
        cwd=folder,
        env={**environment, "PYTHON": _NO_PYTHON, "PATH": f"{folder / 'tools'}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )


def commands_of(document: Path) -> list[Block]:
    return [block for block in blocks_of(document) if not block.needs_azure and not block.held_by]


@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if commands_of(each)], ids=lambda document: document.name
)
def test_every_command_of_a_guide_does_what_it_is_there_for(document: Path, folder: Path, stack: Stack) -> None:
    """One shell for the whole guide, which stops at the first command that fails and says which."""
    script = "\n".join(f"echo '== {block.place}' >&2\n{block.script}" for block in commands_of(document))
    # Where `make run` has the functions, and where this stack has them.
    there = script.replace("http://127.0.0.1:7071", stack.functions_url)
    done = shell(there, folder, stack.environment)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    places = re.findall(r"^== (\S+)$", done.stderr, re.MULTILINE)
    assert places == [block.place for block in commands_of(document)]


def test_a_command_that_fails_would_be_found(folder: Path) -> None:
    assert shell("true\nfalse\ntrue\n", folder, os.environ).returncode != 0


def test_no_command_makes_the_environment_anew(folder: Path) -> None:
    done = shell("make --dry-run stage test\n", folder, os.environ)
    assert done.returncode == 0
    assert "infra.azure.stage" in done.stdout
    assert "infra.local.setup" not in done.stdout
    asked = shell(f"{shutil.which('make')} --dry-run setup\n", folder, os.environ)
    assert "infra.local.setup" in asked.stdout


def test_nor_could_it_if_it_tried(folder: Path) -> None:
    tried = shell(f"{shutil.which('make')} setup\n", folder, os.environ)
    assert tried.returncode != 0
    assert _NO_PYTHON in tried.stderr
