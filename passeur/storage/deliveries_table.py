import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace

from passeur.delivery.outbox import Delivery, DeliveryId, DeliveryState, Home
from passeur.delivery.ports import Overtaken
from passeur.errors import StorageUnavailable
from passeur.periods import Week
from passeur.storage.delivery_rows import FAILED, OUTBOX, UNFINISHED, WRITER, delivery_from, delivery_row
from passeur.storage.entities import ETAG, PARTITION, Row
from passeur.storage.keys import AFTER_BAR, LAST, joined, week_partition
from passeur.storage.table import Conflict, Create, Replace, Span, Table


@dataclass(frozen=True, slots=True)
class DeliveriesTable:
    """The outbox rows of every home. DeliveryRepository."""

    homes: Mapping[Home, Table]

    async def get(self, delivery_id: DeliveryId) -> Delivery | None:
        row = await self._row(delivery_id)
        return None if row is None else _delivery(delivery_id, row)

    async def owe(self, message: Delivery) -> bool:
        if message.id.home is not Home.MESSAGES or (message.person_id is None and message.address is None):
            raise ValueError(f"{message.id.in_logs} is no message to a person or a channel")
        try:
            await self.homes[Home.MESSAGES].write(Create(delivery_row(message)))
        except Conflict:
            return False
        return True

    async def move(self, delivery: Delivery) -> Delivery:
        """Write the row; when the answer says no, or is lost, what is stored says whether this call wrote it.

        Two workers that take a row at the same moment want the same words written, and only one of them may send: a
        row that is being sent is this call's only with its mark. Every other state is the same whoever wrote it.
        """
        if not delivery.etag:
            raise ValueError("only a version that was read can be moved on")
        mark = secrets.token_hex(8)
        try:
            (etag,) = await self.homes[delivery.id.home].write(
                Replace(delivery_row(delivery, writer=mark), delivery.etag)
            )
        except (Conflict, StorageUnavailable) as failure:
            return await self._settled(delivery, mark, failure)
        return replace(delivery, etag=etag)

    def unfinished(self, tenant_id: str, since: Week) -> AsyncIterator[Delivery]:
        return self._marked(UNFINISHED, tenant_id, since)

    def failed(self, tenant_id: str, since: Week) -> AsyncIterator[Delivery]:
        return self._marked(FAILED, tenant_id, since)

    async def _marked(self, mark: str, tenant_id: str, since: Week) -> AsyncIterator[Delivery]:
        span = Span(week_partition(tenant_id, since), joined(tenant_id, LAST), OUTBOX, f"o{AFTER_BAR}")
        for home in (Home.SHARES, Home.RECAPS, Home.MESSAGES):
            async for page in self.homes[home].pages(span, only=mark):
                for row in page:
                    _, week = row[PARTITION].split("|")
                    yield delivery_from(home, tenant_id, week, row)

    async def _settled(self, delivery: Delivery, mark: str, failure: Conflict | StorageUnavailable) -> Delivery:
        row = await self._row(delivery.id)
        stored = None if row is None else _delivery(delivery.id, row)
        if row is not None and stored is not None:
            is_lock = delivery.state is DeliveryState.SENDING
            if row[WRITER] == mark or (stored == delivery and not is_lock):
                return stored
            if row[ETAG] == delivery.etag and isinstance(failure, StorageUnavailable):
                raise failure
        raise Overtaken(delivery.id.in_logs) from failure

    async def _row(self, delivery_id: DeliveryId) -> Row | None:
        return await self.homes[delivery_id.home].get(joined(delivery_id.tenant_id, delivery_id.part), delivery_id.row)


def _delivery(delivery_id: DeliveryId, row: Row) -> Delivery:
    return delivery_from(delivery_id.home, delivery_id.tenant_id, delivery_id.part, row)
