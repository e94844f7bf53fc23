"""Runs an installer, and turns its failure into a sentence. Only the standard library is used here."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from infra.local.trouble import Trouble

_LINES_TOLD = 12


def install(what: str, command: Sequence[str | Path], *, folder: Path, advice: str, patience: float = 1200) -> None:
    """Install quietly; on failure, Trouble carries the installer's last lines and the advice. `patience` in seconds."""
    print(f"  installing {what} …", flush=True)
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            timeout=patience,
        )
    except subprocess.TimeoutExpired as error:
        raise Trouble(f"Installing {what} took more than {patience:.0f} seconds and was stopped. {advice}") from error
    except OSError as error:
        raise Trouble(f"Installing {what} could not start ({error.strerror}). {advice}") from error
    if done.returncode != 0:
        last = "\n".join(f"    {line}" for line in done.stdout.splitlines()[-_LINES_TOLD:])
        raise Trouble(f"Installing {what} failed. {advice} It said:\n{last}")
