"""`python -m tests.benchmarks.privacy [people]`: a person's data, and erasures, among everything that is stored.

In memory first, at full size, where CPU and requests are counted; then a smaller company over Azurite, for what a
request and a row cost beside. Takes a few minutes, and 1 GB for 100,000 people.
"""

import asyncio
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import aiohttp

from infra.local.azurite import Azurite
from infra.local.demo.organisation import TENANT_ID, environment
from infra.local.ports import free_ports
from passeur.backend import Backend
from passeur.privacy.erase_people import erase_people
from passeur.privacy.erasure_ports import Traces
from passeur.privacy.erasures import SETTLES_IN, Erasure, TheirShares
from passeur.privacy.holdings import Marks
from passeur.settings import StorageSettings, read_organisation
from passeur.sharing.shares import ShareRef
from passeur.storage.backend import backend_of
from passeur.storage.bundle import Storage
from passeur.storage.entities import Row
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB
from tests.benchmarks.large_company import NOW, copies, demonstration
from tests.benchmarks.measure import where
from tests.benchmarks.raw_storage import RawStorage
from tests.storage.counted_tables import open_counted
from tests.storage.counting import CountingTransport

T = TypeVar("T")
LARGE, SMALL = 100_000, 5_000
LEAVERS = 200
_BATCH = 100


class Nobody:
    """Teams takes everything at once: what is sent is another benchmark's."""

    async def redraw(self, traces: Traces) -> bool:
        return True

    async def redraw_digests(self, shares: Collection[ShareRef]) -> bool:
        return True

    async def tell(self, erasure: Erasure) -> bool:
        return True


@dataclass(frozen=True)
class Company:
    """Somebody with much to tell first, then anybody; `calls` tells what was asked of storage so far."""

    backend: Backend
    people: Sequence[str]
    rows: int
    calls: Callable[[], Counter[str]]

    async def measure(self, name: str, way: Callable[[], Awaitable[T]]) -> T:
        before, wall, cpu = self.calls(), time.perf_counter(), time.process_time()
        made = await way()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        asked = ", ".join(f"{number:,} {kind}" for kind, number in sorted((self.calls() - before).items()))
        _say(f"  {name:<34} {cpu:7.1f} s CPU  {cpu / self.rows * 1e6:6.1f} us a row  {wall:7.1f} s  {asked}")
        return made

    async def export(self) -> int:
        person = await self.backend.people.get(TENANT_ID, self.people[0])
        return len(await self.backend.holdings.of_person(TENANT_ID, Marks.of(self.people[0], person)))

    async def ask(self, those: Sequence[str]) -> None:
        for number, person_id in enumerate(those):
            person = await self.backend.people.get(TENANT_ID, person_id)
            if person is None:
                raise RuntimeError("nobody to erase")
            stand_in, stay = f"erased-{number:032x}", TheirShares.STAY
            asked = Erasure(TENANT_ID, person_id, stand_in, stay, NOW, "fr", person.name, person.email, person.address)
            await self.backend.erasures.begin(asked)

    async def look(self, now: datetime) -> None:
        looked = await erase_people(await self.backend.erasures.under_way(TENANT_ID), self.backend, Nobody(), now=now)
        if looked.held_up:
            raise RuntimeError(next(iter(looked.held_up.values())))


async def measure(company: Company) -> None:
    _say(f"  {await company.measure('export of one person', company.export)} rows about the one person")
    for those in (company.people[:1], company.people[1 : LEAVERS + 1]):
        await company.ask(those)
        for look, name in enumerate(("first", "second")):
            now = NOW + look * SETTLES_IN
            await company.measure(f"erasure of {len(those)}, {name} look", partial(company.look, now))


async def in_memory(people: int) -> None:
    counted = open_counted()
    by_author = Counter[str]()
    for name, rows in copies(await demonstration(), people):
        counted.tables[name].fill(rows)
        by_author.update(row["author_id"] for row in rows if name == "shares" and "author_name" in row)
    there = {name: len(table.rows) for name, table in counted.tables.items() if table.rows}
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    _say(f"In memory: {sum(there.values()):,} rows, {megabytes:,} MB: {there}")
    told = _first(by_author, [key for _, key in counted.tables["people"].rows])
    await measure(Company(_backend(counted.storage), told, sum(there.values()), counted.calls.copy))


async def over(connection: str, people: int) -> None:
    transport = CountingTransport(FOR_A_JOB)
    storage = open_storage(StorageSettings(connection, None), transport=transport, patience=FOR_A_JOB)
    await storage.start()
    by_author, everybody, total = Counter[str](), list[str](), 0
    together: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for name, rows in copies(await demonstration(), people):
        by_author.update(row["author_id"] for row in rows if name == "shares" and "author_name" in row)
        everybody += [row["RowKey"] for row in rows if name == "people"]
        for row in rows:
            together[name, row["PartitionKey"]][row["RowKey"]] = row
    async with aiohttp.ClientSession() as session:
        raw = RawStorage.of(connection, session)
        for (name, _), rows_there in together.items():
            rows = list(rows_there.values())
            total += len(rows)
            for start in range(0, len(rows), _BATCH):
                await raw.insert(name, rows[start : start + _BATCH])
    _say(f"Over Azurite: {total:,} rows")

    def calls() -> Counter[str]:
        return Counter(each.partition(" ")[0] for each in transport.sent)

    told = _first(by_author, everybody)
    await measure(Company(_backend(storage), told, total, calls))
    await storage.close()


def _backend(storage: Storage) -> Backend:
    return backend_of(storage, read_organisation(environment()), lambda: NOW)


def _first(by_author: Mapping[str, int], everybody: Sequence[str]) -> Sequence[str]:
    """Who shared most comes first; then people all over the company."""
    ((first, _),) = Counter(by_author).most_common(1)
    others = [each for each in dict.fromkeys(everybody) if each != first and len(each) == len(first)]
    return [first, *others[:: max(1, len(others) // LEAVERS)]]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else LARGE
    _say(f"Personal data among {people:,} people, {where()}")
    asyncio.run(in_memory(people))
    with (
        tempfile.TemporaryDirectory() as folder,
        Azurite.start(free_ports(), log=Path(folder) / "azurite.log", data=None) as azurite,
    ):
        asyncio.run(over(azurite.connection_string, min(people, SMALL)))


if __name__ == "__main__":
    main()
