"""`python -m tests.benchmarks`: measures in alternating rounds, on this machine only, and prints one table."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from infra.local.azurite import Azurite
from infra.local.ports import free_ports
from infra.local.trouble import Trouble
from tests.benchmarks.counts import FULL
from tests.benchmarks.figures import table
from tests.benchmarks.measure import measure, where

_READING = """
Medians of rounds that alternate between the lines of a block. CPU is that of the process that does the work, and of
no other: a bot, or the job; load, connector, login and storage run beside it. p50 and p95 are what a caller waits for.
Ratios are of CPU, where it was measured. Stock gets its app token without asking Entra, which is in its favour.
"""


def main() -> int:
    began = time.monotonic()
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            Azurite.start(free_ports(), log=Path(folder) / "azurite.log", data=None) as azurite,
        ):
            comparisons = asyncio.run(measure(azurite.connection_string, FULL))
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    sys.stdout.write(f"Passeur, {where()}, {time.monotonic() - began:.0f} s\n{_READING}\n{table(comparisons)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
