"""`make checks`: checkov in an environment of its own, since what it pins is not what Passeur pins.

It runs before any package is there, so it and what it imports use only the standard library.
"""

import platform
import sys
from pathlib import Path

from infra.local.places import ROOT
from infra.local.setup.install import install
from infra.local.setup.links import refuse_link
from infra.local.setup.stamps import fingerprint, is_done, mark_done
from infra.local.trouble import speak_plainly

VENV = ROOT / ".venv-checks"
REQUIREMENTS = Path(__file__).parent / "requirements.txt"


def install_checkov() -> None:
    """Make .venv-checks with this Python, from its lock; nothing when it is there already."""
    expected = fingerprint([REQUIREMENTS], platform.python_version(), platform.machine())
    stamp = VENV / "installed"
    if is_done(stamp, expected):
        return
    refuse_link(VENV)
    maker = Path(getattr(sys, "_base_executable", sys.executable))
    install(
        "an environment for the checks of the Azure templates",
        [maker, "-m", "venv", "--clear", VENV],
        folder=ROOT,
        advice="On Debian and Ubuntu, python3-venv is a package of its own.",
    )
    quietly = ("--disable-pip-version-check", "--require-hashes")
    install(
        "checkov (one or two minutes the first time)",
        [VENV / "bin" / "python", "-m", "pip", "install", *quietly, "--requirement", REQUIREMENTS],
        folder=ROOT,
        advice="Check that this machine reaches its package index, then run the command again.",
    )
    mark_done(stamp, expected)


if __name__ == "__main__":
    sys.exit(speak_plainly(install_checkov))
