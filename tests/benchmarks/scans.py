"""Three ways to read what a recap needs: the product's whole recap, bare REST, and the storage library alone."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

import aiohttp
from azure.data.tables.aio import TableClient

from infra.local.demo.repositories import tables_of
from passeur.backend import Backend
from passeur.periods import Week
from passeur.sharing.publish_recap import publish_recap
from passeur.sharing.recaps import WEEKS_IN_THE_RUNNING
from passeur.storage.bundle import Storage
from passeur.storage.entities import KEY, PARTITION
from passeur.storage.share_facts import FACT_COLUMNS, facts_span
from passeur.storage.table import Delete, Span, Table
from tests.benchmarks.raw_storage import RawStorage
from tests.storage.counting import CountingTransport


@dataclass(slots=True)
class Scan:
    """What each try of one way cost: milliseconds, rows that arrived, requests that left."""

    cpus: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return median(self.cpus)

    @property
    def waited(self) -> float:
        """Milliseconds in which this process did nothing: storage's share of the time."""
        return median(wall - cpu for wall, cpu in zip(self.walls, self.cpus, strict=True))

    async def time(self, way: Callable[[], Awaitable[tuple[int, int]]]) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        rows, requests = await way()
        self.cpus.append((time.process_time() - cpu) * 1000)
        self.walls.append((time.perf_counter() - wall) * 1000)
        self.rows.append(rows)
        self.requests.append(requests)


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to the weeks that the recap of `week` looks at. Each returns the rows read and the requests sent."""

    backend: Backend
    storage: Storage
    transport: CountingTransport
    connection: str
    session: aiohttp.ClientSession
    week: Week
    now: datetime

    async def publish(self) -> tuple[int, int]:
        before = len(self.transport.sent)
        stored = await publish_recap(self.week, self.backend, now=self.now)
        if not stored.recap.is_worth_posting:
            raise RuntimeError("a week with nothing to tell measures nothing")
        return 0, len(self.transport.sent) - before

    async def forget(self) -> None:
        """Take the decision back, so that the next try decides again."""
        recaps = tables_of(self.storage)["recaps"]
        partition = self._span.last
        keys = [row[KEY] async for page in recaps.pages(Span(partition, partition), columns=(KEY,)) for row in page]
        for key in keys:
            await recaps.write(Delete(partition, key))

    async def rows_read(self) -> int:
        """How many rows of shares the recap is made of, which `publish` cannot tell from the outside."""
        shares: Table = tables_of(self.storage)["shares"]
        return sum([len(page) async for page in shares.pages(self._span, columns=FACT_COLUMNS)])

    async def raw(self) -> tuple[int, int]:
        pages = RawStorage.of(self.connection, self.session).pages("shares", self._filter, FACT_COLUMNS)
        return await _counted(pages)

    async def library(self) -> tuple[int, int]:
        async with TableClient.from_connection_string(self.connection, "shares") as client:
            pages = client.query_entities(self._filter, select=list(FACT_COLUMNS)).by_page()
            return await _counted([row async for row in page] async for page in pages)

    @property
    def _span(self) -> Span:
        tenant_id = self.backend.organisation.tenant_id
        return facts_span(tenant_id, self.week.plus(1 - WEEKS_IN_THE_RUNNING), self.week)

    @property
    def _filter(self) -> str:
        span = self._span
        weeks = f"{PARTITION} ge '{span.first}' and {PARTITION} le '{span.last}'"
        return f"{weeks} and {KEY} ge '{span.start}' and {KEY} lt '{span.end}'"


async def _counted(pages: AsyncIterator[Sequence[object]]) -> tuple[int, int]:
    sizes = [len(page) async for page in pages]
    return sum(sizes), len(sizes)
