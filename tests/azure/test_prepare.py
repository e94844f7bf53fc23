"""What is wrong with the settings is told before anything is made in Azure, as the processes would tell it there."""

import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from infra.azure.prepare import BUDGET_START, faults_of, prepare
from infra.azure.stage import ROOT
from infra.local.stack.programs import Stack
from infra.local.stack.settings_for_shell import settings_for_shell

TODAY = date(2026, 11, 22)


def test_an_environment_without_any_setting_is_fine() -> None:
    assert faults_of({}) == []


def test_what_a_developer_s_machine_has_set_is_none_of_azure_s_business() -> None:
    local = {
        "PASSEUR_STORAGE_CONNECTION": "UseDevelopmentStorage=true",
        "PASSEUR_CARD_KEYS": "short",
        "PASSEUR_FUNCTIONS_URL": "http://127.0.0.1:7071",
    }
    assert faults_of(local) == []


def test_a_terminal_that_has_the_settings_of_the_local_stack_deploys_nothing(tmp_path: Path) -> None:
    """azd would take its hours, its rate and its sites for those of the installation."""
    stack = Stack.from_environment({"PASSEUR_STATE": str(tmp_path)})
    exported = [shlex.split(line)[1].split("=", 1) for line in settings_for_shell(stack)]
    (told,) = faults_of(dict(exported))
    assert told.startswith("PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS is set")
    assert "new terminal" in told


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PASSEUR_TRADES", "compta", ""),
        ("PASSEUR_TRADES", "compta=;=x", "PASSEUR_TRADES has"),
        ("PASSEUR_TIME_ZONE", "Europe/Pari", "PASSEUR_TIME_ZONE is 'Europe/Pari'"),
        ("PASSEUR_SENDING_RATE", "60", "PASSEUR_SENDING_RATE is '60'"),
        ("PASSEUR_HOLIDAYS", "Bretagne", "PASSEUR_HOLIDAYS is 'Bretagne'"),
        ("PASSEUR_GRAPH", "yes", "PASSEUR_GRAPH is 'yes'"),
        ("PASSEUR_API_AUTH", "entra", "PASSEUR_API_APP_ID is missing"),
        ("PASSEUR_CHARTER_FILE", "own/charter.toml", "PASSEUR_CHARTER_FILE is 'own/charter.toml'"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(name: str, value: str, said: str) -> None:
    faults = faults_of({name: value})
    assert len(faults) == bool(said)
    assert all(fault.startswith(said) for fault in faults)


def test_a_file_that_would_not_be_deployed_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "charter.toml"
    elsewhere.write_bytes((ROOT / "passeur/ambassadors/texts/charter.toml").read_bytes())
    (told,) = faults_of({"PASSEUR_CHARTER_FILE": str(elsewhere)})
    assert "put the file in this folder" in told
    assert faults_of({"PASSEUR_CHARTER_FILE": "passeur/ambassadors/texts/charter.toml"}) == []


def test_the_month_of_the_budget_is_remembered_once() -> None:
    remembered: dict[str, str] = {}
    assert prepare({}, remember=remembered.__setitem__, today=TODAY) == 0
    assert remembered == {BUDGET_START: "2026-11-01"}
    later: dict[str, str] = {}
    assert prepare(remembered, remember=later.__setitem__, today=date(2027, 2, 3)) == 0
    assert later == {}


def test_nothing_is_remembered_when_something_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    remembered: dict[str, str] = {}
    wrong = {"PASSEUR_TIME_ZONE": "Mars", "PASSEUR_GRAPH": "yes"}
    assert prepare(wrong, remember=remembered.__setitem__, today=TODAY) == 2
    assert remembered == {}
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Nothing was deployed."
    assert "PASSEUR_TIME_ZONE is 'Mars'" in said[1]


def test_where_azd_is_missing_or_refuses_a_sentence_says_so(tmp_path: Path) -> None:
    refusing = tmp_path / "azd"
    refusing.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    refusing.chmod(0o755)
    said = {}
    for folder in (tmp_path / "nothing", tmp_path):
        done = subprocess.run(  # our own program, with this Python
            [sys.executable, "-m", "infra.azure.prepare"],
            cwd=ROOT,
            env={"PATH": str(folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        said[folder] = (done.returncode, done.stderr)
    assert [code for code, _ in said.values()] == [1, 1]
    assert said[tmp_path / "nothing"][1].startswith("The settings are right. azd, which is to remember them, is not")
    assert said[tmp_path][1] == f"azd could not remember {BUDGET_START}: run `azd env new` first.\n"


def test_azd_is_asked_to_remember_the_month(tmp_path: Path) -> None:
    azd = tmp_path / "azd"
    azd.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n', encoding="ascii")
    azd.chmod(0o755)
    done = subprocess.run(  # our own program, with this Python
        [sys.executable, "-m", "infra.azure.prepare"], cwd=ROOT, env={"PATH": str(tmp_path)}, check=False
    )
    assert done.returncode == 0
    asked = (tmp_path / "asked").read_text(encoding="ascii").split()
    assert asked[:3] == ["env", "set", BUDGET_START]
    assert asked[3].endswith("-01")
