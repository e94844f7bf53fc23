"""The same digests over Azurite's tables and queues, in worker processes, to a strict connector on loopback."""

import asyncio
import os
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from passeur.delivery.start_run import start_run
from tests.fakes.connector import FakeConnector
from tests.fakes.windows import Windows
from tests.faults.kills import backend_on, environment_on
from tests.faults.shifted_clock import shifted_clock
from tests.faults.storm import workers
from tests.simulation.company import DIGEST, chat_of, person_id, settle
from tests.simulation.truth import Truth, truth_of

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class OverAzurite:
    """`cpu_ms` is that of the workers, for each digest; `rate` what arrived in a second, on average."""

    people: int
    workers: int
    truth: Truth
    windows: Windows
    rate: float
    cpu_ms: float
    is_over: bool


async def deliver_over_azurite(
    connection: str, folder: Path, *, people: int, processes: int, within: float
) -> OverAzurite:
    windows = Windows(time.monotonic)
    async with AsyncExitStack() as stack:
        clock = stack.enter_context(shifted_clock(folder / "clock"))
        connector = await stack.enter_async_context(FakeConnector(windows=windows, keeps=False))
        environment = environment_on(connection)
        backend = await backend_on(stack, environment, clock)
        tenant = backend.organisation.tenant_id
        await settle(backend, people, connector.url)
        running = await stack.enter_async_context(workers(environment, folder / "clock", folder / "workers.log"))
        for _ in range(processes):
            await running.start()
        await start_run(DIGEST, backend, by=None, now=clock())
        first = last = 0.0
        end = time.monotonic() + within
        while time.monotonic() < end:
            await asyncio.sleep(0.5)
            sent = sum(connector.posted.values())
            first = first or (time.monotonic() if sent else 0.0)
            if sent >= people:
                last = time.monotonic()
                break
        run = await backend.runs.get(tenant, DIGEST)
        while time.monotonic() < end and run is not None and run.ended_at is None:
            await asyncio.sleep(0.5)
            run = await backend.runs.get(tenant, DIGEST)
        spent = sum(_cpu_of(worker) for worker in running.running)
        chats = {who: chat_of(who) for who in map(person_id, range(people))}
        truth = await truth_of(backend, DIGEST, chats, connector.posted, chats)
    is_over = run is not None and run.ended_at is not None
    rate = people / (last - first) if last > first else 0.0
    return OverAzurite(people, processes, truth, windows, rate, spent * 1000 / people, is_over)


def _cpu_of(process: int) -> float:
    """Seconds of processor time, where the system tells them."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    told = stat.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / _TICKS
