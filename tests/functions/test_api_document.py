"""docs/api.md says what the code does, and its commands run."""

import asyncio
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.api.access import AppRole
from functions.api.every_route import ROUTES
from infra.app_roles import app_roles
from infra.local.places import ROOT
from tests.fuzz.api import KEYS, api_in_a_thread
from tests.scenarios.matrix_clicking import World

DOCUMENT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture
def url() -> Iterator[str]:
    with api_in_a_thread(asyncio.run(World.planted())) as (url, _):
        yield url


def test_the_commands_of_the_document_get_what_it_says(url: str, tmp_path: Path) -> None:
    (tmp_path / ".state").mkdir()
    (tmp_path / ".state" / "keys.json").write_text(json.dumps({"functions-default": KEYS.default}), encoding="ascii")
    (block,) = re.findall(r"```sh\n(.*?)```", DOCUMENT, re.DOTALL)
    ended = subprocess.run(  # noqa: S603  # what our own documentation says
        ["/bin/sh", "-euc", block.replace("http://127.0.0.1:7071", url)],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=60,
    )
    runs, _, described = ended.stdout.decode().partition("}{")
    assert '"runs": [' in runs
    assert '"openapi": "3.1.0"' in described


def test_the_document_has_every_app_role_and_they_are_those_for_entra() -> None:
    told = re.findall(r"^\| `(\w+\.\w+)` \|", DOCUMENT, re.MULTILINE)
    assert told == [role.value for role in AppRole] == [each["value"] for each in app_roles()]
    assert len({each["id"] for each in app_roles()}) == len(AppRole)


def test_every_app_role_opens_something() -> None:
    assert {route.access for route in ROUTES} >= set(AppRole)
