"""What only a selection needs is not loaded by a process that starts."""

import subprocess
import sys

import pytest

from infra.local.places import ROOT

_TOLD = "import sys, {module}; print(sorted({{'highspy', 'numpy'}} & set(sys.modules)))"


@pytest.mark.parametrize("module", ["functions.function_app", "bot.__main__"])
def test_neither_process_loads_the_solver_when_it_starts(module: str) -> None:
    told = subprocess.run(  # noqa: S603  # our own interpreter and words
        [sys.executable, "-c", _TOLD.format(module=module)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert told.stdout == "[]\n"
