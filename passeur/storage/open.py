"""Storage in Azure, or in the emulator that stands for it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import ResourceExistsError
from azure.data.tables.aio import TableClient

from passeur.settings import StorageSettings
from passeur.storage.azure_table import AzureTable
from passeur.storage.batches import Batches
from passeur.storage.bundle import TABLES, Storage, bundle
from passeur.storage.outages import FOR_A_JOB, FOR_A_PERSON, Patience, answered
from passeur.storage.page_rows import PageRows
from passeur.storage.queue import QUEUES, AzureQueue
from passeur.storage.table import Table
from passeur.storage.transport import StorageTransport
from passeur.storage.watched import WatchedQueue, WatchedTable
from passeur.telemetry.watch import watching

if TYPE_CHECKING:
    from azure.storage.queue.aio import QueueClient

# Forty connections opened in one moment are late all together, where a process has a part of one processor.
_AT_ONCE = 8
_ACCOUNT = re.compile(r"[a-z0-9]{3,24}")


@dataclass(frozen=True, slots=True)
class AzureConnection:
    """What all tables and queues share: the HTTP sessions of one transport, and the identity that signs."""

    tables: Sequence[TableClient]
    queue: AzureQueue
    transport: StorageTransport
    credential: AsyncTokenCredential | None
    patience: Patience

    async def start(self) -> None:
        """Create the tables and queues that are missing; one process may wait for another that does the same."""
        few = asyncio.Semaphore(_AT_ONCE)
        async with answered(FOR_A_JOB.total):
            creations = [_unless_there(table.create_table, few) for table in self.tables]
            creations += [_unless_there(self.queue.client(name).create_queue, few) for name in QUEUES]
            await asyncio.gather(*creations)

    async def close(self) -> None:
        await self.transport.close()
        if self.credential is not None:
            await self.credential.close()

    async def ping(self) -> None:
        await AzureTable(self.tables[0], self.patience).get("ping", "ping")

    async def queue_lengths(self) -> Mapping[str, int]:
        return {each: await self.queue.length(each) for name in QUEUES for each in (name, f"{name}-poison")}


def open_storage(
    settings: StorageSettings,
    *,
    client_id: str | None = None,
    patience: Patience = FOR_A_PERSON,
    transport: StorageTransport | None = None,
) -> Storage:
    """The storage that the settings name. Nothing is sent before the first call, in the loop that makes it.

    `client_id` is the user-assigned identity to use with an account, when there are several. A `transport` of one's
    own sees every HTTP request that leaves.
    """
    transport = transport or StorageTransport(patience)
    credential = None if settings.connection_string else credential_of(client_id)
    tables = {name: _table_client(settings, name, credential, transport, patience) for name in TABLES}
    queue = AzureQueue(partial(_queue_client, settings, credential, transport), patience)
    is_watched = watching().is_on
    return bundle(
        lambda name: _watched(name, AzureTable(tables[name], patience), is_watched=is_watched),
        WatchedQueue(queue) if is_watched else queue,
        AzureConnection(list(tables.values()), queue, transport, credential, patience),
    )


def _watched(name: str, table: Table, *, is_watched: bool) -> Table:
    return WatchedTable(name, table) if is_watched else table


def _table_client(
    settings: StorageSettings,
    name: str,
    credential: AsyncTokenCredential | None,
    transport: StorageTransport,
    patience: Patience,
) -> TableClient:
    options: dict[str, Any] = {
        "transport": transport,
        "per_call_policies": [PageRows(), Batches()],
        "retry_total": patience.retries,
        "retry_backoff_factor": 0.2,
    }
    if settings.connection_string:
        return TableClient.from_connection_string(settings.connection_string, name, **options)
    return TableClient(endpoint_of(settings, "table"), name, credential=credential, **options)


def _queue_client(
    settings: StorageSettings, credential: AsyncTokenCredential | None, transport: StorageTransport, name: str
) -> "QueueClient":
    from azure.storage.queue.aio import QueueClient  # noqa: PLC0415  # 0.2 s of imports until the first message

    # The library sends a message again when the answer is lost, and leaves two: our sweeper does that better.
    options: dict[str, Any] = {"transport": transport, "retry_total": 0}
    if settings.connection_string:
        return QueueClient.from_connection_string(settings.connection_string, name, **options)
    return QueueClient(endpoint_of(settings, "queue"), name, credential=credential, **options)


def endpoint_of(settings: StorageSettings, service: str) -> str:
    if not _ACCOUNT.fullmatch(settings.account or ""):
        raise ValueError(f"{settings.account!r} is not the name of a storage account")
    return f"https://{settings.account}.{service}.core.windows.net"


def credential_of(client_id: str | None) -> AsyncTokenCredential:
    from azure.identity.aio import (  # noqa: PLC0415  # 0.2 s of imports that a connection string does not need
        DefaultAzureCredential,
        ManagedIdentityCredential,
    )

    return ManagedIdentityCredential(client_id=client_id) if client_id else DefaultAzureCredential()


async def _unless_there(create: Callable[[], Awaitable[object]], few: asyncio.Semaphore) -> None:
    async with few:
        with suppress(ResourceExistsError):
            await create()
