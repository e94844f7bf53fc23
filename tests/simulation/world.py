"""The functions app as Azure runs it, in one process and in virtual time: instances, queues, storage, Teams."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from functions.function_app import function_app
from functions.settings import read_functions_settings
from functions.wiring import Wiring
from infra.local.functions_host.host_settings import read_host_settings
from infra.local.places import ROOT
from passeur.backend import Backend
from passeur.storage.backend import backend_of
from passeur.storage.bundle import TABLES, Storage, bundle
from passeur.storage.memory import MemoryTable
from tests.simulation.guards import Fuse, Guard, GuardedQueue, GuardedSender, GuardedTable, Life
from tests.simulation.host import Instance, SimulatedHost
from tests.simulation.queues import SimulatedQueues
from tests.simulation.sender import WindowedSender
from tests.simulation.virtual_time import TUESDAY, VirtualClock

HOST_JSON = Path(ROOT) / "functions" / "host.json"

TENANT = "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4"
ENVIRONMENT = {
    "PASSEUR_TENANT_ID": TENANT,
    "PASSEUR_APP_ID": "0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11",
    "PASSEUR_APP_TYPE": "SingleTenant",
    "PASSEUR_APP_SECRET": "made-up-secret",
    "PASSEUR_STORAGE_CONNECTION": "UseDevelopmentStorage=true",
    "PASSEUR_CARD_KEYS": "a-key-that-only-tests-sign-cards-with",
    "PASSEUR_TRADES": "rh=Ressources humaines|Human resources;finance=Finance|Finance;achats=Achats|Purchasing",
    "PASSEUR_SITES": "lyon=Lyon|Lyon;nantes=Nantes|Nantes",
}

# Makes the wiring of one instance, when it is not the product's own.
Wire = Callable[[Storage, GuardedSender, VirtualClock], Wiring]


class Nothing:
    """The connection of a storage that is already here."""

    async def start(self) -> None:
        return

    async def close(self) -> None:
        return

    async def ping(self) -> None:
        return

    async def queue_lengths(self) -> Mapping[str, int]:
        return {}


@dataclass(slots=True)
class World:
    """What outlives every process, and the processes. Ask for it within the loop that runs it."""

    sender: WindowedSender
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(TUESDAY))
    rate: int = 30
    latency: Callable[[], float] | None = None
    # Instances that die are started again, as Azure does.
    restarts: bool = True
    timers: frozenset[str] | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    fuse: Fuse = field(default_factory=Fuse)
    tables: dict[str, MemoryTable] = field(default_factory=lambda: {name: MemoryTable() for name in TABLES})
    queues: SimulatedQueues = field(default_factory=SimulatedQueues)
    wire: Wire | None = None
    deaths: int = 0
    # What somebody outside does meanwhile; kept, as a task that nobody keeps may vanish.
    errands: list[asyncio.Task[None]] = field(default_factory=list)
    host: SimulatedHost = field(init=False)

    def __post_init__(self) -> None:
        self.host = SimulatedHost(self.clock, self.queues, read_host_settings(HOST_JSON).queues, self.timers)

    @property
    def environment(self) -> dict[str, str]:
        return {**ENVIRONMENT, "PASSEUR_SENDING_RATE": str(self.rate), **self.settings}

    def backend(self) -> Backend:
        """What somebody sees who looks from outside: nothing is counted, nothing goes wrong."""
        settings = read_functions_settings(self.environment)
        storage = bundle(lambda name: self.tables[name], self.queues, Nothing())
        return backend_of(storage, settings.organisation, self.clock)

    def start(self, instances: int = 1) -> None:
        for _ in range(instances):
            self.start_instance()

    def start_instance(self) -> Instance:
        guard = Guard(self.fuse, Life(), self.latency)
        sender = GuardedSender(self.sender, guard)
        instance = self.host.add(function_app(self._wiring(self.guarded(guard), sender)))
        guard.life.at_death = partial(self._died, instance)
        return instance

    def guarded(self, guard: Guard) -> Storage:
        return bundle(
            lambda name: GuardedTable(self.tables[name], name, guard), GuardedQueue(self.queues, guard), Nothing()
        )

    def _wiring(self, storage: Storage, sender: GuardedSender) -> Wiring:
        if self.wire is not None:
            return self.wire(storage, sender, self.clock)
        return Wiring(self.environment, storage=storage, sender=sender, clock=self.clock)

    def _died(self, instance: Instance) -> None:
        self.deaths += 1
        instance.kill()
        if self.restarts:
            self.start_instance()
