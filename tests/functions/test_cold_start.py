"""Indexing the functions on a cold start loads only what says which functions there are."""

import subprocess
import sys

import pytest

from infra.local.places import ROOT

LATER = ["cryptography", "jwt", "functions.audiences", "functions.compose", "passeur.storage.bundle", "bot.proactive"]


@pytest.mark.parametrize("module", LATER)
def test_what_the_first_job_needs_is_not_loaded_to_index_the_functions(module: str) -> None:
    told = subprocess.run(  # noqa: S603 - this interpreter, on a line of ours
        [sys.executable, "-c", f"import sys, functions.function_app; print({module!r} in sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.strip() == "False"
