"""What one share writes to storage, so that the floor can write the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from passeur.delivery.addresses import Address, ConversationKind
from passeur.settings import read_organisation
from passeur.sharing.submit_share import Submission, submit_share
from passeur.storage.bundle import Connection, bundle
from passeur.storage.entities import Row
from passeur.storage.memory import MemoryQueue, MemoryTable, open_memory_storage
from passeur.storage.table import Change, Create
from tests.benchmarks.stage import ENVIRONMENT
from tests.scenarios.telling import FILLED

Transaction = tuple[str, list[Row]]


@dataclass(slots=True)
class _Noting(MemoryTable):
    name: str = ""
    noted: list[Transaction] = field(default_factory=list)

    async def write(self, *changes: Change) -> Sequence[str]:
        self.noted.append((self.name, [change.row for change in changes if isinstance(change, Create)]))
        return await MemoryTable.write(self, *changes)


async def written_by_a_share(service_url: str) -> Mapping[str, Any]:
    """The transactions and the queue message of one share, for a floor's configuration."""
    noted: list[Transaction] = []
    queue = MemoryQueue()
    connection: Connection = open_memory_storage().connection
    storage = bundle(lambda name: _Noting(name=name, noted=noted), queue, connection)
    await submit_share(
        Submission("form", "person", "Karim Benali", _address(service_url), "fr", FILLED),
        organisation=read_organisation(ENVIRONMENT),
        claims=storage.claims,
        shares=storage.shares,
        queue=queue,
        now=datetime.now(UTC),
    )
    return {"transactions": noted, "message": str(queue.messages[0][0])}


def _address(service_url: str) -> Address:
    return Address("a:chat-person", service_url, ConversationKind.PERSONAL)
