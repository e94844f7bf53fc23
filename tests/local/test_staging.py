import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.azure.stage import runtime_pins, stage_bot, stage_functions
from infra.local.places import ROOT
from passeur.setting_values import SettingsError

# Run with -I: no folder of ours, no PYTHONPATH and no user packages are on the path but the one that is named.
_INDEX = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
module = importlib.import_module(sys.argv[2])
functions = [[f.get_function_name(), [json.loads(b) for b in f.get_raw_bindings()]] for f in module.app.get_functions()]
ours = ("passeur", "cards", "bot", "functions", "function_app")
files = [getattr(m, "__file__", None) for name, m in sys.modules.items() if name.split(".")[0] in ours]
print(json.dumps({"functions": sorted(functions), "files": sorted(f for f in files if f)}))
"""


def _alone(script: str, folder: Path, *more: str) -> str:
    """What a script prints in a fresh Python that has the folder, and no environment."""
    done = subprocess.run(  # noqa: S603 - this Python, on a folder that the test made
        [sys.executable, "-I", "-B", "-c", script, str(folder), *more],
        cwd=folder,
        env={},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _indexed(folder: Path, module: str) -> dict[str, Any]:
    indexed: dict[str, Any] = json.loads(_alone(_INDEX, folder, module))
    return indexed


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stage_functions(tmp_path_factory.mktemp("stage") / "functions")


def test_the_staged_folder_holds_the_same_functions_as_the_repository(staged: Path) -> None:
    deployed, here = _indexed(staged, "function_app"), _indexed(ROOT, "functions.function_app")
    assert deployed["functions"]
    assert deployed["functions"] == here["functions"]


def test_the_staged_folder_stands_alone(staged: Path) -> None:
    files = _indexed(staged, "function_app")["files"]
    assert files
    assert [file for file in files if not Path(file).is_relative_to(staged)] == []


def test_what_azure_reads_first_is_at_the_root(staged: Path) -> None:
    root = {entry.name for entry in staged.iterdir()}
    assert root == {"function_app.py", "host.json", "requirements.txt", "passeur", "cards", "bot", "functions"}
    assert json.loads((staged / "host.json").read_text()) == json.loads((ROOT / "functions" / "host.json").read_text())


def test_a_second_staging_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    target = stage_functions(tmp_path / "functions")
    (target / "passeur" / "gone.py").touch()
    stage_functions(target)
    assert not (target / "passeur" / "gone.py").exists()
    assert list(target.rglob("__pycache__")) == []


def test_the_deployed_pins_are_complete_and_hold_no_developers_tool() -> None:
    pins = runtime_pins()
    names = {pin.partition("==")[0] for pin in pins if not pin.startswith(" ")}
    assert {"aiohttp", "azure-functions", "botbuilder-core", "msal", "cryptography", "yarl"} <= names
    assert names.isdisjoint({"pytest", "mypy", "ruff", "playwright", "croniter", "hypothesis"})
    versions = [pin for pin in pins if not pin.startswith(" ")]
    assert all("==" in pin for pin in versions)
    # pip asks for the hash of everything as soon as one line gives one.
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", pin) for pin in pins if pin.startswith(" "))
    assert sum(pin.startswith(" ") for pin in pins) > len(versions)


_START = """
import asyncio, json, sys
sys.path.insert(0, sys.argv[1])
from bot.__main__ import main
code = main()
files = [getattr(m, "__file__", None) for n, m in sys.modules.items() if n.split(".")[0] in ("passeur", "cards", "bot")]
print(json.dumps({"code": code, "files": [f for f in files if f]}))
"""


def test_the_bot_s_folder_stands_alone_and_starts(tmp_path: Path) -> None:
    staged = stage_bot(tmp_path / "bot", {})
    assert {entry.name for entry in staged.iterdir()} == {"requirements.txt", "passeur", "cards", "bot"}
    done = subprocess.run(  # noqa: S603 - this Python, on a folder that the test made
        [sys.executable, "-I", "-B", "-c", _START, str(staged)],
        cwd=staged,
        env={"PASSEUR_APP_ID": "app", "PASSEUR_APP_TYPE": "UserAssignedMSI"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    told = json.loads(done.stdout)
    # It reads its settings as it would there, and says which one it lacks first.
    assert told["code"] == 2
    assert "PASSEUR_TENANT_ID is missing" in done.stderr
    assert told["files"]
    assert [file for file in told["files"] if not Path(file).is_relative_to(staged)] == []


def test_a_charter_of_one_s_own_is_deployed_where_its_setting_says(tmp_path: Path) -> None:
    path = "passeur/ambassadors/texts/charter.toml"
    for stage in (stage_bot, stage_functions):
        staged = stage(tmp_path / stage.__name__, {"PASSEUR_CHARTER_FILE": path})
        assert (staged / path).read_bytes() == (ROOT / path).read_bytes()


@pytest.mark.parametrize("path", ["/etc/hostname", "../elsewhere.toml", "nowhere.toml", "passeur"])
def test_a_file_that_cannot_be_deployed_is_named_before_anything_is_made(tmp_path: Path, path: str) -> None:
    with pytest.raises(SettingsError, match="is no file in this folder"):
        stage_bot(tmp_path / "bot", {"PASSEUR_CHARTER_FILE": path})
    assert list(tmp_path.iterdir()) == []


_WITHOUT_THE_SOLVER = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
sys.modules["highspy"] = sys.modules["numpy"] = None
import bot, cards, functions, passeur
for package in (passeur, cards, functions):
    for each in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(each.name)
"""


def test_the_functions_are_deployed_without_the_solver_and_nothing_of_theirs_asks_for_it(staged: Path) -> None:
    deployed = (staged / "requirements.txt").read_text(encoding="ascii")
    assert re.findall(r"^(?:highspy|numpy)==", deployed, re.MULTILINE) == []
    assert re.findall(r"^(aiohttp|cryptography)==", deployed, re.MULTILINE) == ["aiohttp", "cryptography"]
    assert re.findall(r"^(highspy)==", "\n".join(runtime_pins()), re.MULTILINE) == ["highspy"]
    _alone(_WITHOUT_THE_SOLVER, staged)
    # Those who propose a cohort: a decision that was made is carried out without them.
    proposes = re.compile(r"\b(?:make_proposal|see_selection|publish_selection) import (?!carry_on)")
    assert [
        path.name for path in (staged / "functions").rglob("*.py") if proposes.search(path.read_text("utf-8"))
    ] == []


def test_azure_s_host_does_not_log_the_query_of_a_link() -> None:
    """A link to a file carries a grant for an hour: the host writes whole requests down unless it is told otherwise."""
    logging = json.loads((ROOT / "functions" / "host.json").read_text(encoding="utf-8"))["logging"]
    assert logging["logLevel"]["Microsoft.AspNetCore.Hosting.Diagnostics"] == "Warning"
    assert logging["applicationInsights"]["enableDependencyTracking"] is False
