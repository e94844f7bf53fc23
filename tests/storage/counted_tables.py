"""Storage in memory that counts what would be a request each: a page of many partitions is a part of a scan."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from passeur.storage.bundle import Storage, bundle
from passeur.storage.entities import Row
from passeur.storage.memory import MemoryQueue, MemoryTable, open_memory_storage
from passeur.storage.table import Change, Put, Span


@dataclass
class CountedTable(MemoryTable):
    calls: Counter[str] = field(default_factory=Counter)

    async def get(self, partition: str, key: str) -> Row | None:
        self.calls["get"] += 1
        return await super().get(partition, key)

    async def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        kind, some = "page" if span.first == span.last else "scan", False
        async for page in super().pages(span, columns=columns, only=only):
            some = True
            self.calls[kind] += 1
            yield page
        # An empty answer is a request as well.
        self.calls[kind] += not some

    async def write(self, *changes: Change) -> Sequence[str]:
        self.calls["write"] += 1
        return await super().write(*changes)

    def fill(self, rows: Sequence[Row]) -> None:
        """Without a turn of the loop for each, nor the checks of a write."""
        for row in rows:
            self._make(Put(row))


@dataclass(frozen=True)
class Counted:
    storage: Storage
    tables: dict[str, CountedTable]
    calls: Counter[str]


def open_counted() -> Counted:
    calls = Counter[str]()
    tables: dict[str, CountedTable] = {}

    def table(name: str) -> CountedTable:
        return tables.setdefault(name, CountedTable(calls=calls))

    queue = MemoryQueue()
    return Counted(bundle(table, queue, open_memory_storage(queue).connection), tables, calls)
