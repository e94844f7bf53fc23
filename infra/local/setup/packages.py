"""The Python and the Node packages, both from complete lock files. Only the standard library is used here."""

import platform
import shutil
import sys
from pathlib import Path

from infra.local.places import LOCAL, NODE_MODULES, PACKAGE, PACKAGE_LOCK, REQUIREMENTS, ROOT, VENV
from infra.local.setup.install import install
from infra.local.setup.links import refuse_link
from infra.local.setup.stamps import fingerprint, is_done, mark_done

_ONLINE = "Check that this machine reaches its package index, then run the command again."


def install_python_packages() -> None:
    """Make .venv with this Python, from requirements.txt; another Python or another lock makes it anew."""
    expected = fingerprint([REQUIREMENTS], platform.python_version(), platform.machine())
    stamp = VENV / "installed"
    if is_done(stamp, expected):
        return
    refuse_link(VENV)
    # Run from inside the environment itself, its own interpreter cannot clear it: go on with what made it.
    maker = Path(getattr(sys, "_base_executable", sys.executable))
    install(
        f"a virtual environment (Python {platform.python_version()})",
        [maker, "-m", "venv", "--clear", VENV],
        folder=ROOT,
        advice="On Debian and Ubuntu, python3-venv is a package of its own.",
    )
    install(
        "the Python packages (one or two minutes the first time)",
        pip_install(VENV / "bin" / "python", REQUIREMENTS),
        folder=ROOT,
        advice=_ONLINE,
    )
    mark_done(stamp, expected)


def pip_install(python: Path, lock: Path) -> list[str | Path]:
    """What installs a lock: a file that is not one of those that were locked is not installed."""
    options = ["--disable-pip-version-check", "--require-hashes", "--requirement"]
    return [python, "-m", "pip", "install", *options, lock]


def install_node_packages() -> None:
    """Azurite and the Teams client, exactly as package-lock.json says."""
    expected = fingerprint([PACKAGE, PACKAGE_LOCK], platform.machine())
    stamp = NODE_MODULES / ".installed"
    if is_done(stamp, expected):
        return
    refuse_link(NODE_MODULES)
    install(
        "Azurite and the Microsoft 365 Agents Playground (about a minute the first time)",
        [shutil.which("npm") or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        folder=LOCAL,
        advice=_ONLINE,
    )
    mark_done(stamp, expected)
