"""Rounds of kills: real worker processes over Azurite's tables and queues, a strict connector, and the truth after."""

import time
import uuid
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from functions.settings import read_functions_settings
from passeur.backend import Backend
from passeur.delivery.start_run import start_run
from passeur.periods import Week
from passeur.sharing.publish_recap import publish_recap
from passeur.storage.backend import backend_of
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB
from tests.fakes.connector import FakeConnector
from tests.fakes.mishaps import PASSING, UNHEARD, Mishaps
from tests.fakes.windows import Windows
from tests.faults.shifted_clock import ShiftedClock, shifted_clock
from tests.faults.storm import Storm, workers
from tests.simulation.company import DIGEST, chat_of, person_id, settle
from tests.simulation.sharing import settle_week, truth_of_recap
from tests.simulation.truth import Truth, truth_of
from tests.simulation.world import ENVIRONMENT

CHANNELS = 6


@dataclass(frozen=True, slots=True)
class Round:
    """What is sent, by how many workers, and how many of them die meanwhile."""

    people: int
    workers: int
    kills: int
    seed: int
    with_mishaps: bool = True


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of a round: of its digests, which are never sent twice, and of its recap, which is."""

    round: Round
    is_over: bool
    kills: int
    digests: Truth
    recap: Truth
    windows: Windows
    mishaps: int
    seconds: float
    jumps: int

    @property
    def faults(self) -> list[str]:
        faults = [*self.digests.faults, *self.recap.faults]
        if not self.is_over:
            faults.append("it never ended")
        if self.windows.violations:
            faults.append(f"windows: {dict(self.windows.over)}")
        return faults


async def play_round(connection: str, folder: Path, played: Round, *, within: float) -> Killed:
    """Play one round in a tenant of its own, on an emulator that no other round uses at the same time."""
    began = time.monotonic()
    mishaps = Mishaps([*PASSING, *UNHEARD] if played.with_mishaps else [], played.seed)
    windows = Windows(time.monotonic)
    async with AsyncExitStack() as stack:
        clock = stack.enter_context(shifted_clock(folder / "clock"))
        connector = await stack.enter_async_context(FakeConnector(windows=windows, plan=mishaps, keeps=False))
        backend = await backend_on(stack, environment := environment_on(connection), clock)
        await settle(backend, played.people, connector.url)
        week = Week.of(clock(), backend.organisation.recap.zone).plus(-1)
        await settle_week(backend, CHANNELS, connector.url, week=week)
        await start_run(DIGEST, backend, by=None, now=clock())
        await publish_recap(week, backend, now=clock())
        running = await stack.enter_async_context(workers(environment, folder / "clock", folder / "workers.log"))
        chats = {who: chat_of(who) for who in map(person_id, range(played.people))}

        async def is_over() -> bool:
            run = await backend.runs.get(backend.organisation.tenant_id, DIGEST)
            recap = await truth_of_recap(backend, CHANNELS, connector.posted, week=week)
            return run is not None and run.ended_at is not None and recap.is_over

        storm = Storm(running, connector, clock, played.workers, played.kills, played.seed)
        over = await storm.rage(is_over, within=within)
        return Killed(
            played,
            over,
            running.kills,
            await truth_of(backend, DIGEST, chats, connector.posted, chats),
            await truth_of_recap(backend, CHANNELS, connector.posted, week=week),
            windows,
            mishaps.met,
            time.monotonic() - began,
            storm.jumps,
        )


def environment_on(connection: str) -> Mapping[str, str]:
    """Nobody is asked who they are, and every hour is a working hour."""
    return {
        **ENVIRONMENT,
        "PASSEUR_TENANT_ID": f"tenant-{uuid.uuid4()}",
        "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS": "true",
        "PASSEUR_APP_SECRET": "",
        "PASSEUR_STORAGE_CONNECTION": connection,
        "PASSEUR_SENDING_HOURS": "0-24",
        "PASSEUR_SENDING_DAYS": "1-7",
        "PASSEUR_HOLIDAYS": "none",
    }


async def backend_on(stack: AsyncExitStack, environment: Mapping[str, str], clock: ShiftedClock) -> Backend:
    settings = read_functions_settings(environment)
    storage = open_storage(settings.storage, patience=FOR_A_JOB)
    stack.push_async_callback(storage.close)
    await storage.start()
    return backend_of(storage, settings.organisation, clock)
