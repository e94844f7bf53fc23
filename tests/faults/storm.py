"""Kills workers at random moments while they deliver, and lets time pass whenever all of them only wait."""

import asyncio
import json
import os
import random
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.places import ROOT
from tests.fakes.connector import FakeConnector
from tests.faults.shifted_clock import ShiftedClock

# Nobody called Teams for so long: what is left waits for a lease, a pause or a sweep.
_QUIET = 3.0
# Then time goes by in steps that leave a lease to who still lives.
_STEP = 20.0
_BETWEEN_STEPS = 1.0
_LOOKS = 0.2


@dataclass(slots=True)
class Workers:
    """The processes that deliver, by their number. Only processes that were started here are killed."""

    nursery: asyncio.subprocess.Process
    running: list[int] = field(default_factory=list)
    kills: int = 0

    async def start(self) -> None:
        self.running.append(await self._order("start"))

    async def kill(self, worker: int) -> None:
        self.running.remove(worker)
        await self._order(f"kill {worker}")
        self.kills += 1

    async def _order(self, order: str) -> int:
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(f"{order}\n".encode())
        return int(await self.nursery.stdout.readline())


@asynccontextmanager
async def workers(environment: Mapping[str, str], clock_file: Path, log: Path) -> AsyncIterator[Workers]:
    with log.open("ab") as errors:
        nursery = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.faults.workers",
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
        )
        assert nursery.stdin
        nursery.stdin.write(json.dumps({"environment": dict(environment), "clock": str(clock_file)}).encode() + b"\n")
        try:
            yield Workers(nursery)
        finally:
            nursery.stdin.close()
            await nursery.wait()


@dataclass(slots=True)
class Storm:
    """`kills` of `most` workers, then calm until `is_over`; time jumps when nothing moves."""

    workers: Workers
    connector: FakeConnector
    clock: ShiftedClock
    most: int
    kills: int
    seed: int
    # Seconds between two kills: none of them is a rhythm that the work could fall into.
    shortest: float = 0.05
    longest: float = 0.7
    jumps: int = 0
    _heard: int = -1
    _quiet_since: float = 0.0

    async def rage(self, is_over: Callable[[], Awaitable[bool]], *, within: float) -> bool:
        """Whether everything was over in time."""
        chance = random.Random(self.seed)  # noqa: S311  # the same storm for the same seed
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while len(self.workers.running) < self.most:
            await self.workers.start()
        next_kill = loop.time() + chance.uniform(self.shortest, self.longest)
        while loop.time() < end:
            await asyncio.sleep(min(_LOOKS, max(0.0, next_kill - loop.time())) if self.kills else _LOOKS)
            if self.kills and loop.time() >= next_kill:
                await self.workers.kill(chance.choice(self.workers.running))
                await self.workers.start()
                self.kills -= 1
                next_kill = loop.time() + chance.uniform(self.shortest, self.longest)
            if self._is_quiet(loop.time()):
                if await is_over():
                    return True
                self.clock.jump(_STEP)
                self.jumps += 1
                self._quiet_since = loop.time() - (_QUIET - _BETWEEN_STEPS) * _crowd()
        return await is_over()

    def _is_quiet(self, now: float) -> bool:
        heard = sum(self.connector.answered.values())
        if heard != self._heard:
            self._heard, self._quiet_since = heard, now
        return now - self._quiet_since >= _QUIET * _crowd()


def _crowd() -> float:
    """How much longer than alone a process takes on a machine that many use."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
