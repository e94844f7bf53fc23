"""Tables and queues that tell how long each call took and how it ended. Used when somebody watches, and not else."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from passeur.delivery.outbox import DeliveryId
from passeur.delivery.ports import DeliveryQueue, RunStep
from passeur.errors import StorageUnavailable
from passeur.storage.entities import Row
from passeur.storage.table import Change, Conflict, Span, Table
from passeur.telemetry.names import Attribute, Metric, Outcome
from passeur.telemetry.names import Span as Work
from passeur.telemetry.watch import timed, watching

_QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class WatchedTable:
    """Of a row it tells how many there were, and nothing of what is in it or where it is. Table."""

    name: str
    table: Table

    async def get(self, partition: str, key: str) -> Row | None:
        with timed(Work.STORAGE, Metric.STORAGE_DURATION, self._call("get")) as said:
            try:
                return await self.table.get(partition, key)
            except StorageUnavailable:
                said[Attribute.OUTCOME] = Outcome.UNAVAILABLE.value
                raise

    async def pages(self, span: Span, *, columns: Sequence[str] = (), only: str = "") -> AsyncIterator[Sequence[Row]]:
        pages = self.table.pages(span, columns=columns, only=only)
        while True:
            with timed(Work.STORAGE, Metric.STORAGE_DURATION, self._call("page")) as said:
                try:
                    page = await anext(pages, None)
                except StorageUnavailable:
                    said[Attribute.OUTCOME] = Outcome.UNAVAILABLE.value
                    raise
                said[Attribute.ROWS] = len(page or ())
            if page is None:
                return
            yield page

    async def write(self, *changes: Change) -> Sequence[str]:
        with timed(Work.STORAGE, Metric.STORAGE_DURATION, self._call("write")) as said:
            said[Attribute.ROWS] = len(changes)
            try:
                return await self.table.write(*changes)
            except Conflict:
                said[Attribute.OUTCOME] = Outcome.CONFLICT.value
                raise
            except StorageUnavailable:
                said[Attribute.OUTCOME] = Outcome.UNAVAILABLE.value
                raise

    def _call(self, operation: str) -> dict[Attribute, str | int]:
        return {Attribute.TABLE: self.name, Attribute.OPERATION: operation}


@dataclass(frozen=True, slots=True)
class WatchedQueue:
    """Ties what is asked for to its sending by a keyed hash: the message carries an id and no trace. DeliveryQueue.

    A trace that went through the queue would last for the days that a message may wait.
    """

    queue: DeliveryQueue

    async def put(self, delivery_id: DeliveryId, delay: timedelta = timedelta()) -> None:
        with timed(Work.STORAGE, Metric.STORAGE_DURATION, self._call()) as said:
            said[Attribute.LINK] = watching().link(str(delivery_id))
            await self.queue.put(delivery_id, delay)

    async def put_step(self, step: RunStep, delay: timedelta = timedelta()) -> None:
        with timed(Work.STORAGE, Metric.STORAGE_DURATION, self._call()):
            await self.queue.put_step(step, delay)

    @staticmethod
    def _call() -> dict[Attribute, str | int]:
        return {Attribute.TABLE: _QUEUE, Attribute.OPERATION: "put"}
