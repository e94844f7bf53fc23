"""What checkov finds in the templates is mended, or explained in one place."""

import json
import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from infra.azure.checks.__main__ import VENV
from tests.azure.bicep import AZURE

EXPLAINED = tomllib.loads((AZURE / "checks" / "findings.toml").read_text(encoding="utf-8"))["finding"]


def explained() -> set[tuple[str, str]]:
    return {(finding["check"], file) for finding in EXPLAINED for file in finding["files"]}


@pytest.mark.timeout(900)
def test_every_finding_is_explained_and_every_explanation_is_of_a_finding(tmp_path: Path) -> None:
    checkov = VENV / "bin" / "checkov"
    if not checkov.exists():
        pytest.skip("checkov is not installed: `make checks` makes its environment, and `make test` does so first")
    asked = ["--directory", str(AZURE), "--framework", "bicep", "--compact", "--skip-download", "--output", "json"]
    # Without a home it reads nobody's configuration, and leaves nothing behind.
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = subprocess.run(  # noqa: S603  # the tool and the folder are ours
        [checkov, *asked], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)
    found = {(each["check_id"], Path(each["file_path"]).name) for each in told["results"]["failed_checks"]}
    assert told["summary"]["parsing_errors"] == 0
    assert told["summary"]["passed"] > 40
    assert told["summary"]["resource_count"] > 40
    assert found == explained()


def test_each_reason_is_a_sentence_and_is_given_once() -> None:
    assert len({finding["check"] for finding in EXPLAINED}) == len(EXPLAINED)
    assert [finding["check"] for finding in EXPLAINED if len(finding["why"].strip()) < 40] == []
    # Nothing is switched off where it would be overlooked.
    assert [path.name for path in AZURE.rglob("*.bicep") if "checkov:skip" in path.read_text(encoding="utf-8")] == []
