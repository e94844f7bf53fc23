"""One program that the local stack started: its log, its health and its end."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.local.trouble import Trouble

_LINES_TOLD = 15
_LOOK_AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class Child:
    """A running program in a process group of its own, so that Ctrl-C reaches it only when we say so."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def wait_until(self, is_healthy: Callable[[], bool], *, patience: float) -> None:
        """Return when it is healthy; Trouble when it died or when `patience` (seconds) ran out."""
        deadline = time.monotonic() + patience
        while not is_healthy():
            self.check_alive()
            if time.monotonic() > deadline:
                raise Trouble(f"{self.name} did not answer within {patience:.0f} seconds. {self.last_words()}")
            time.sleep(_LOOK_AGAIN)
        # Another program may have answered in its place, on a port that it could not get.
        self.check_alive()

    def check_alive(self) -> None:
        code = self.process.poll()
        if code is not None:
            raise Trouble(f"{self.name} stopped by itself (exit code {code}). {self.last_words()}")

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES_TOLD:]
        if not lines:
            return f"Its log is empty: {self.log}"
        return f"Its log is {self.log} and ends with:\n" + "\n".join(f"    {line}" for line in lines)

    def stop(self, *, patience: float = 20) -> None:
        """Ask it to stop; after `patience` seconds its whole group is killed."""
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self.is_alive():
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:  # it ended between the look and the signal
                return


def start_child(
    name: str, command: Sequence[str | Path], *, environment: Mapping[str, str], log: Path, folder: Path
) -> Child:
    """Start a program whose output goes to `log`; Trouble when it cannot be started at all."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        try:
            process = subprocess.Popen(
                [str(word) for word in command],
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise Trouble(f"{name} cannot be started ({command[0]}: {error.strerror}): run `make setup`.") from error
    return Child(name, process, log)
