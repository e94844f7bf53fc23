"""`python -m tests.benchmarks.people`: what it costs to import an organisation, in time and in memory.

Each import runs in a process of its own. Memory is what the import adds to a process that already holds the file and
the storage: its peak, above what was resident just before.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from infra.local.azurite import Azurite
from infra.local.places import ROOT
from infra.local.ports import free_ports
from tests.benchmarks.figures import Aim
from tests.benchmarks.measure import where

LARGE = 100_000
SMALL = 10_000
# What the teams of ten times the people add, and the noise of an allocator; not the people themselves.
_FLAT_MEGABYTES = 40


@dataclass(frozen=True, slots=True)
class Imported:
    """Seconds for a first import, the same file again, and one that changes everybody; megabytes that the last took.

    `cpu` is what the first took of the processor, which a busy machine does not change.
    """

    rows: int
    cpu: float
    first: float
    again: float
    changed: float
    megabytes: float

    def line(self, where_to: str) -> str:
        paces = (f"{self.rows / seconds:>9,.0f}" for seconds in (self.cpu, self.first, self.again, self.changed))
        return f"  {where_to:<10} {self.rows:>9,}  {'  '.join(paces)}  {self.megabytes:>9.1f}"


def measure_import(rows: int, connection: str | None) -> Imported:
    """Import `rows` people three times in a new process, into memory when there is no connection."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.people_import"],
        cwd=ROOT,
        input=json.dumps({"rows": rows, "connection": connection}),
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return Imported(rows, **json.loads(told))


def flat(small: Imported, large: Imported) -> Aim:
    more = large.megabytes - small.megabytes
    return Aim(f"{more:+.1f} MB for {large.rows:,} rows beside {small.rows:,}, aim: flat", more < _FLAT_MEGABYTES)


def main() -> None:
    print(f"Import of people, {where()}")  # noqa: T201  # the report
    print("                  rows  per CPU s    first/s    again/s  changed/s   more MB")  # noqa: T201  # the report
    small, large = (measure_import(rows, None) for rows in (SMALL, LARGE))
    print(small.line("memory"), large.line("memory"), sep="\n")  # noqa: T201  # the report
    with (
        tempfile.TemporaryDirectory() as folder,
        Azurite.start(free_ports(), log=Path(folder) / "azurite.log", data=None) as azurite,
    ):
        print(measure_import(SMALL, azurite.connection_string).line("Azurite"))  # noqa: T201  # the report
    print(f"  {flat(small, large)}")  # noqa: T201  # the report


if __name__ == "__main__":
    main()
