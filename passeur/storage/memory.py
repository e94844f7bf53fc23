"""Storage in this process: the same aggregates over tables that are dictionaries, for trials and tests."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from passeur.delivery.outbox import DeliveryId
from passeur.storage.bundle import Storage, bundle
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import check_key
from passeur.storage.table import Change, Conflict, Create, Delete, Replace, Span
from passeur.storage.transactions import check_changes, key_of

_PAGE = 1000


@dataclass(slots=True)
class MemoryTable:
    """A table in a dictionary. Each call lets other tasks run first, as a call over the network does."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    _versions: Iterator[int] = field(default_factory=count)

    async def get(self, partition: str, key: str) -> Row | None:
        check_key(partition)
        check_key(key)
        await asyncio.sleep(0)
        return self.rows.get((partition, key))

    async def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        check_key(span.first)
        check_key(span.last)
        await asyncio.sleep(0)
        found = [
            self.rows[partition, key]
            for partition, key in sorted(self.rows)
            if span.first <= partition <= span.last and span.start <= key and (not span.end or key < span.end)
        ]
        kept = [row for row in found if not only or row.get(only) is True]
        if columns:
            kept = [{name: row[name] for name in columns if name in row} for row in kept]
        for start in range(0, len(kept), _PAGE):
            yield kept[start : start + _PAGE]

    async def write(self, *changes: Change) -> Sequence[str]:
        check_changes(changes)
        await asyncio.sleep(0)
        for index, change in enumerate(changes):
            self._check(index, change)
        return [self._make(change) for change in changes]

    def _check(self, index: int, change: Change) -> None:
        there = self.rows.get(key_of(change))
        if isinstance(change, Create) and there is not None:
            raise Conflict(index)
        if isinstance(change, Replace | Delete) and change.etag and (there is None or there[ETAG] != change.etag):
            raise Conflict(index)

    def _make(self, change: Change) -> str:
        etag = f"v{next(self._versions)}"
        if isinstance(change, Delete):
            self.rows.pop(key_of(change), None)
            return ""
        self.rows[key_of(change)] = {**change.row, ETAG: etag}
        return etag


@dataclass(slots=True)
class MemoryQueue:
    """A queue that keeps what was asked, in order, with the delay: DeliveryQueue."""

    messages: list[tuple[DeliveryId, timedelta]] = field(default_factory=list)

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        await asyncio.sleep(0)
        self.messages.append((DeliveryId.parse(str(delivery_id)), delay))


class _Nothing:
    """The connection of a storage that is already here."""

    async def start(self) -> None:
        return

    async def close(self) -> None:
        return

    async def ping(self) -> None:
        return


def open_memory_storage(queue: MemoryQueue | None = None) -> Storage:
    """A storage that forgets everything with the process; give a queue to see what is put in it."""
    return bundle(lambda _: MemoryTable(), MemoryQueue() if queue is None else queue, _Nothing())
