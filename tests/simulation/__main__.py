"""`make simulate`: 100,000 digests in virtual time, 2,000 over Azurite, a busy channel, the stock SDK beside them."""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from infra.local.azurite import Azurite
from infra.local.places import ROOT
from infra.local.ports import free_ports
from infra.local.trouble import Trouble
from tests.benchmarks.counts import FULL
from tests.benchmarks.drawing import a_card
from tests.benchmarks.figures import table
from tests.benchmarks.measure import where
from tests.benchmarks.proactive import measure_sends
from tests.benchmarks.stage import open_stage
from tests.benchmarks.stock import local_login
from tests.simulation.busy_channel import simulate_busy_channel
from tests.simulation.one import Told
from tests.simulation.over_azurite import OverAzurite, deliver_over_azurite
from tests.simulation.report import Report, told_azurite, told_channel, told_digests

_SMALLER = (1_000, 10_000)
_BIGGEST = 100_000
# Azurite's queue slows down with its depth: 2,000 go in four companies, one after the other.
_OVER_AZURITE, _COMPANIES = 500, 4


@dataclass(frozen=True, slots=True)
class Asked:
    people: int
    rate: int = 30
    instances: int = 4
    with_mishaps: bool = False
    seed: int = 1

    async def simulate(self) -> Told:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.simulation.one",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        order = {name: getattr(self, name) for name in self.__slots__}
        answer, _ = await process.communicate(json.dumps(order).encode())
        told: dict[str, Any] = json.loads(answer)
        return Told(**told)


async def digests() -> Sequence[Told]:
    """The big one beside the others, on two processors."""

    async def others() -> list[Told]:
        asked = [*map(Asked, _SMALLER), Asked(10_000, 40, instances=12), Asked(10_000, with_mishaps=True)]
        return [await each.simulate() for each in asked]

    smaller, biggest = await asyncio.gather(others(), Asked(_BIGGEST).simulate())
    return [*smaller[: len(_SMALLER)], biggest, *smaller[len(_SMALLER) :]]


async def over_azurite(people: int, companies: int) -> Sequence[OverAzurite]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Azurite.start(free_ports(), log=Path(folder) / "azurite.log", data=None) as azurite,
    ):
        place = Path(folder)
        return [
            await deliver_over_azurite(azurite.connection_string, place, people=people, processes=2, within=120)
            for _ in range(companies)
        ]


async def stock() -> str:
    with open_stage() as stage, local_login(stage.metadata_url):
        return table([await measure_sends(stage, a_card(), replace(FULL, rounds=4))])


async def simulate(report: Report) -> None:
    told_digests(report, await digests())
    told_channel(report, await asyncio.to_thread(simulate_busy_channel, 300))
    told_azurite(report, await over_azurite(_OVER_AZURITE, _COMPANIES))
    report.write(f"\n{await stock()}")


def main() -> int:
    began = time.monotonic()
    report = Report()
    report.write(f"Passeur, {where()}")
    try:
        asyncio.run(simulate(report))
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    report.write(f"\n{report.missed} aims not reached, {time.monotonic() - began:.0f} s")
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
