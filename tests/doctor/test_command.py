"""`python -m infra.doctor`, as somebody or a script runs it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.doctor.__main__ import main
from infra.doctor.told import as_text
from infra.doctor.versions import installed, pinned
from infra.local.ports import free_ports
from passeur.diagnosis.findings import Check, Diagnosis, Lack, fine, wrong
from tests.startup.settings_table import GOOD_KEY, PLANTED


def environment(connection: str) -> dict[str, str]:
    return {
        "PASSEUR_TENANT_ID": "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4",
        "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS": "true",
        "PASSEUR_STORAGE_CONNECTION": connection,
        "PASSEUR_CARD_KEYS": GOOD_KEY,
    }


@pytest.mark.azurite
def test_what_works_is_told_with_exit_code_0(azurite: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], environment(azurite)) == 0
    told = capsys.readouterr().out
    assert "ok    Storage: tables" in told or "note  Storage: tables" in told
    assert told.splitlines()[-1].startswith("Well")
    # Nobody signs in on a developer's machine, and no Microsoft is asked.
    assert "-     The bot’s identity" in told


def test_storage_that_is_not_there_is_told_with_exit_code_1_in_words_and_in_json(
    free_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    places = "".join(f"{each}Endpoint={free_url}/devstoreaccount1;" for each in ("Blob", "Queue", "Table"))
    absent = environment(f"AccountName=devstoreaccount1;AccountKey={PLANTED};{places}")
    assert main(["--json"], absent) == 1
    told = capsys.readouterr().out
    assert PLANTED not in told
    tables = next(each for each in json.loads(told)["findings"] if each["check"] == "tables")
    assert (tables["verdict"], tables["lack"], tables["giver"]) == (
        "wrong",
        "storage_unreachable",
        "network_administrator",
    )
    assert main([], absent) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("Not well: 3 to put right")


def test_an_installation_without_usable_settings_cannot_be_examined_exit_code_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([], {}) == 2
    assert "PASSEUR_TENANT_ID is missing" in capsys.readouterr().out


def test_a_local_stack_that_never_ran_cannot_be_examined(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--local"], {"PASSEUR_STATE": str(tmp_path / "none")}) == 2
    assert "make run" in capsys.readouterr().err


def test_a_local_stack_that_was_stopped_is_not_blamed_on_the_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped = {"PASSEUR_STATE": str(tmp_path), "PASSEUR_TABLE_PORT": str(free_ports().table)}
    assert main(["--local"], stopped) == 2
    said = capsys.readouterr()
    assert "The local stack does not run" in said.err
    assert said.out == ""


def test_whoever_is_not_in_azure_is_told_how_to_act_from_elsewhere() -> None:
    missing = wrong(Check.TABLES, Lack.NO_MANAGED_IDENTITY)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    assert "--as-me" in as_text(Diagnosis(at, [missing]))
    assert "--as-me" not in as_text(Diagnosis(at, [fine(Check.TABLES)]))


def test_what_is_pinned_is_what_is_installed_here() -> None:
    pins = pinned()
    assert len(pins) > 50
    assert dict(installed(pins)).items() <= dict(pins).items()
