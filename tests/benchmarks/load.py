"""Requests to bots, one after the other; who is measured takes turns, so that a slow minute is everybody's."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import aiohttp

from tests.benchmarks.counts import Counts
from tests.benchmarks.program import CPU, Program
from tests.benchmarks.stage import Stage

# Makes the next request's activity: some can be sent once only.
Make = Callable[[], Mapping[str, Any]]


@dataclass(slots=True)
class Measured:
    """CPU in milliseconds for each operation, one value a round; each request's time in milliseconds."""

    cpus: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    counted: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return median(self.cpus)


@dataclass(frozen=True, slots=True)
class Load:
    """Sends activities as Bot Service does: one token for all of them, over kept connections."""

    session: aiohttp.ClientSession
    authorization: str

    @classmethod
    def on(cls, stage: Stage, session: aiohttp.ClientSession) -> "Load":
        return cls(session, f"Bearer {stage.token()}")

    async def ask(self, program: Program, activity: Mapping[str, Any]) -> Any:
        """The answer's JSON, None when it has none; RuntimeError when it is no success."""
        headers = {"Authorization": self.authorization, "Content-Type": "application/json"}
        body = json.dumps(activity).encode()
        async with self.session.post(f"{program.url}/api/messages", data=body, headers=headers) as answer:
            told = await answer.read()
            if not answer.ok:
                raise RuntimeError(f"{answer.status} {told[:300]!r}")
            return json.loads(told) if told else None

    async def measure(self, programs: Sequence[Program], make: Make, *, counts: Counts, each: int) -> list[Measured]:
        """What one activity costs each of the programs, in as many alternating rounds as the counts say."""
        measured = [Measured() for _ in programs]
        for program in programs:
            await self._round(program, made(make, counts.warm_up), Measured())
        for _ in range(counts.rounds):
            for program, result in zip(programs, measured, strict=True):
                await self._round(program, made(make, each), result)
        return measured

    async def _round(self, program: Program, activities: Sequence[Mapping[str, Any]], result: Measured) -> None:
        cpu, counted = await self._spent(program)
        for activity in activities:
            began = time.perf_counter()
            await self.ask(program, activity)
            result.walls.append((time.perf_counter() - began) * 1000)
        cpu_after, counted_after = await self._spent(program)
        result.cpus.append((cpu_after - cpu) * 1000 / len(activities))
        result.counted.append((counted_after - counted) / len(activities))

    async def _spent(self, program: Program) -> tuple[float, int]:
        async with self.session.get(f"{program.url}{CPU}") as answer:
            told = await answer.json()
        return told["cpu"], told["counted"]


def made(make: Make, number: int) -> list[Mapping[str, Any]]:
    return [make() for _ in range(number)]
