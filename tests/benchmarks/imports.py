"""How long a process takes before it can do anything: what it imports, each time in a fresh interpreter."""

import json
import subprocess
import sys
from statistics import median

from infra.local.places import ROOT
from tests.benchmarks.counts import Counts
from tests.benchmarks.figures import Aim, Comparison, Figure
from tests.benchmarks.load import Measured

_AIM = 450.0
_TIMED = """
import json, sys, time
wall, cpu = time.perf_counter(), time.process_time()
import {modules}
print(json.dumps([(time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000]))
"""


def measure_imports(counts: Counts) -> list[Comparison]:
    functions, opened, bot, floor, stock = _measured(
        (
            "functions.function_app",
            "functions.function_app, functions.settings, passeur.storage.open, passeur.storage.backend",
            "bot.__main__",
            "aiohttp, azure.functions",
            "aiohttp, azure.functions, azure.data.tables.aio, azure.storage.queue.aio, botbuilder.integration.aiohttp",
        ),
        counts,
    )
    return [
        Comparison(
            f"Imports, in a fresh interpreter ({counts.imports} each)",
            Figure("ours: functions.function_app", functions.cpu, functions.walls, _aim(functions)),
            floor=Figure("floor: aiohttp and azure.functions alone", floor.cpu, floor.walls),
            stock=Figure("stock: with botbuilder, tables and queue", stock.cpu, stock.walls),
            others=[
                Figure("ours: the same, and what the first job opens", opened.cpu, opened.walls),
                Figure("ours: bot.__main__", bot.cpu, bot.walls),
            ],
        )
    ]


def _aim(measured: Measured) -> Aim:
    """What the host waits for before it knows which functions there are; a job is imported when it first runs."""
    return Aim(f"aim <= {_AIM:g} ms", median(measured.walls) <= _AIM)


def _measured(programs: tuple[str, ...], counts: Counts) -> list[Measured]:
    measured = [Measured() for _ in programs]
    # The first import of each writes its bytecode.
    for modules in programs:
        _time(modules)
    for _ in range(counts.imports):
        for modules, result in zip(programs, measured, strict=True):
            wall, cpu = _time(modules)
            result.walls.append(wall)
            result.cpus.append(cpu)
    return measured


def _time(modules: str) -> tuple[float, float]:
    done = subprocess.run(  # noqa: S603  # our own interpreter and words
        [sys.executable, "-c", _TIMED.format(modules=modules)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    wall, cpu = json.loads(done.stdout.splitlines()[-1])
    return wall, cpu
