"""Storage in this process: the same aggregates over tables that are dictionaries, for trials and tests."""

import asyncio
from bisect import bisect_left, bisect_right, insort
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, islice

from passeur.delivery.outbox import DeliveryId
from passeur.delivery.ports import RunStep
from passeur.storage.bundle import Storage, bundle
from passeur.storage.entities import ETAG, Row
from passeur.storage.keys import check_key
from passeur.storage.table import Change, Conflict, Create, Delete, Replace, Span
from passeur.storage.transactions import check_changes, key_of

_PAGE = 1000


@dataclass(slots=True)
class MemoryTable:
    """A table in a dictionary. Each call lets other tasks run first, as a call over the network does.

    Keys are kept in order beside it: a page costs what it holds, in a table of any size.
    """

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    _partitions: list[str] = field(default_factory=list)
    _keys: dict[str, list[str]] = field(default_factory=dict)
    _versions: Iterator[int] = field(default_factory=count)

    async def get(self, partition: str, key: str) -> Row | None:
        check_key(partition)
        check_key(key)
        await asyncio.sleep(0)
        return self.rows.get((partition, key))

    async def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        check_key(span.first)
        check_key(span.last)
        last: tuple[str, str] | None = None
        while True:
            await asyncio.sleep(0)
            found = list(islice(self._following(span, only, last), _PAGE))
            if not found:
                return
            last = found[-1]
            rows = (self.rows[there] for there in found)
            yield [{name: row[name] for name in columns if name in row} for row in rows] if columns else list(rows)
            if len(found) < _PAGE:
                return

    async def write(self, *changes: Change) -> Sequence[str]:
        check_changes(changes)
        await asyncio.sleep(0)
        for index, change in enumerate(changes):
            self._check(index, change)
        return [self._make(change) for change in changes]

    def _following(self, span: Span, only: str, last: tuple[str, str] | None) -> Iterator[tuple[str, str]]:
        """Where the rows of a span are, after the `last` one of the page before."""
        for partition in self._partitions[bisect_left(self._partitions, last[0] if last else span.first) :]:
            if partition > span.last:
                return
            keys = self._keys[partition]
            start = bisect_right(keys, last[1]) if last and last[0] == partition else bisect_left(keys, span.start)
            end = bisect_left(keys, span.end) if span.end else len(keys)
            for index in range(start, end):
                there = partition, keys[index]
                if not only or self.rows[there].get(only) is True:
                    yield there

    def _check(self, index: int, change: Change) -> None:
        there = self.rows.get(key_of(change))
        if isinstance(change, Create) and there is not None:
            raise Conflict(index)
        if isinstance(change, Replace | Delete) and change.etag and (there is None or there[ETAG] != change.etag):
            raise Conflict(index)

    def _make(self, change: Change) -> str:
        there = key_of(change)
        if isinstance(change, Delete):
            if self.rows.pop(there, None) is not None:
                self._forget(*there)
            return ""
        if there not in self.rows:
            self._note(*there)
        etag = f"v{next(self._versions)}"
        self.rows[there] = {**change.row, ETAG: etag}
        return etag

    def _note(self, partition: str, key: str) -> None:
        if partition not in self._keys:
            insort(self._partitions, partition)
            self._keys[partition] = []
        insort(self._keys[partition], key)

    def _forget(self, partition: str, key: str) -> None:
        keys = self._keys[partition]
        del keys[bisect_left(keys, key)]
        if not keys:
            del self._keys[partition]
            del self._partitions[bisect_left(self._partitions, partition)]


@dataclass(slots=True)
class MemoryQueue:
    """Queues that keep what was asked, in order, with the delay: DeliveryQueue."""

    messages: list[tuple[DeliveryId, timedelta]] = field(default_factory=list)
    steps: list[tuple[RunStep, timedelta]] = field(default_factory=list)

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        await asyncio.sleep(0)
        self.messages.append((DeliveryId.parse(str(delivery_id)), delay))

    async def put_step(self, step: RunStep, delay: timedelta = timedelta()) -> None:
        await asyncio.sleep(0)
        self.steps.append((RunStep.parse(str(step)), delay))


class _Nothing:
    """The connection of a storage that is already here."""

    async def start(self) -> None:
        return

    async def close(self) -> None:
        return

    async def ping(self) -> None:
        return

    async def queue_lengths(self) -> Mapping[str, int]:
        return {}


def open_memory_storage(queue: MemoryQueue | None = None) -> Storage:
    """A storage that forgets everything with the process; give a queue to see what is put in it."""
    return bundle(lambda _: MemoryTable(), MemoryQueue() if queue is None else queue, _Nothing())
