"""A storage whose rows can be looked at and whose writers can be killed, and an erasure as the timer makes it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from passeur.backend import Backend
from passeur.delivery.addresses import Address
from passeur.errors import StorageUnavailable
from passeur.privacy.ask_erasure import ask_erasure
from passeur.privacy.erase_people import erase_people
from passeur.privacy.erasure_ports import Traces
from passeur.privacy.erasures import SETTLES_IN, Erasure, TheirShares
from passeur.settings import read_organisation
from passeur.sharing.shares import ShareRef
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage, bundle
from passeur.storage.entities import Row
from passeur.storage.memory import MemoryQueue, MemoryTable, open_memory_storage
from passeur.storage.table import Change
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY
from tests.scenarios.house import ENVIRONMENT


@dataclass
class Life:
    """How many writes are left before the process is killed; None for ever."""

    left: int | None = None

    def spend(self) -> None:
        if self.left is not None:
            if self.left == 0:
                raise StorageUnavailable("killed")
            self.left -= 1


@dataclass
class MortalTable(MemoryTable):
    life: Life = field(default_factory=Life)

    async def write(self, *changes: Change) -> Sequence[str]:
        self.life.spend()
        return await super().write(*changes)


@dataclass
class Kept:
    storage: Storage
    tables: dict[str, MortalTable]
    life: Life

    @property
    def backend(self) -> Backend:
        organisation = read_organisation({**ENVIRONMENT, "PASSEUR_TENANT_ID": TENANT})
        return backend_of(self.storage, organisation, lambda: THURSDAY)

    def mentions(self, text: str) -> list[tuple[str, Row]]:
        """The rows in whose keys or columns a text is."""
        named = [(name, row) for name, table in self.tables.items() for row in table.rows.values()]
        return [(name, row) for name, row in named if any(text in str(value) for value in row.values())]

    def leads_to(self, text: str) -> list[tuple[str, Row]]:
        """The same, but for the one exception: the id of who read, in the access log, and nothing else of that row."""
        found = self.mentions(text)
        return [(name, row) for name, row in found if name != "accesses" or text in str({**row, "person_id": ""})]


def open_mortal() -> Kept:
    life = Life()
    tables: dict[str, MortalTable] = {}

    def table(name: str) -> MortalTable:
        return tables.setdefault(name, MortalTable(life=life))

    queue = MemoryQueue()
    return Kept(bundle(table, queue, open_memory_storage(queue).connection), tables, life)


@dataclass
class Told:
    """What an erasure had drawn anew, and whom it told."""

    drawn: list[Traces] = field(default_factory=list)
    digests: list[frozenset[ShareRef]] = field(default_factory=list)
    told: list[Erasure] = field(default_factory=list)
    answers: bool = True

    async def redraw(self, traces: Traces) -> bool:
        self.drawn.append(traces)
        return True

    async def redraw_digests(self, shares: Collection[ShareRef]) -> bool:
        self.digests.append(frozenset(shares))
        return True

    async def tell(self, erasure: Erasure) -> bool:
        self.told.append(erasure)
        return self.answers


async def look_once(person_id: str, backend: Backend, told: Told, now: datetime) -> bool:
    """What the timer does for one person; True when there is nothing, or nothing more, to do."""
    erasure = await backend.erasures.get(backend.organisation.tenant_id, person_id)
    if erasure is None:
        return True
    looked = await erase_people([erasure], backend, told, now=now)
    for error in looked.held_up.values():
        raise error
    return person_id in looked.finished


async def erase(
    person_id: str, backend: Backend, address: Address, shares: TheirShares = TheirShares.STAY, told: Told | None = None
) -> Told:
    """Ask for an erasure, and let the timer come until it is finished."""
    told = told or Told()
    await ask_erasure(person_id, shares, backend, address=address, locale="fr", now=THURSDAY)
    now = THURSDAY
    for _ in range(5):
        if await look_once(person_id, backend, told, now):
            return told
        now += SETTLES_IN
    raise AssertionError("an erasure that never ends")
