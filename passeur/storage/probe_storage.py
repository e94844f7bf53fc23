"""Tries what Passeur does with storage, on places of its own that hold nothing: reads, writes and deletes.

A table, a queue and a container named `probes`, which stay, empty. Nothing of what Passeur stores is read.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from azure.core.exceptions import AzureError

from passeur.diagnosis.findings import Check, Finding
from passeur.diagnosis.judge_storage import Access, Outcome, Tried, judge_storage
from passeur.settings import StorageSettings
from passeur.storage.bundle import TABLES
from passeur.storage.entities import KEY, PARTITION
from passeur.storage.open import credential_of, endpoint_of
from passeur.storage.outages import Patience
from passeur.storage.queue import QUEUES
from passeur.storage.storage_answers import tried
from passeur.storage.transport import StorageTransport

if TYPE_CHECKING:
    from azure.data.tables.aio import TableServiceClient
    from azure.storage.blob.aio import BlobServiceClient
    from azure.storage.queue.aio import QueueServiceClient

_Call = Callable[[], Awaitable[object]]
PROBES = "probes"
# A doctor waits for an answer as somebody does who looks at a card.
_SERVICES = ("table", "queue", "blob")
_PATIENCE = Patience(connect=1.0, read=2.0, total=2.5, retries=0)


@dataclass(frozen=True, slots=True)
class StorageProbe:
    """The looks at one account's tables, queues and blobs; `client_id` is the identity to use, of several."""

    settings: StorageSettings
    client_id: str | None = None

    async def tables(self) -> Sequence[Finding]:
        return await self._look(Check.TABLES, "table", _tables)

    async def queues(self) -> Sequence[Finding]:
        return await self._look(Check.QUEUES, "queue", _queues)

    async def blobs(self) -> Sequence[Finding]:
        return await self._look(Check.BLOBS, "blob", _blobs)

    def urls(self) -> Sequence[str]:
        """Where each of the three kinds of storage is."""
        if not self.settings.connection_string:
            return [endpoint_of(self.settings, service) for service in _SERVICES]
        kinds = map(_kind, _SERVICES)
        return [kind.from_connection_string(self.settings.connection_string).url.partition("?")[0] for kind in kinds]

    async def _look(
        self, check: Check, service: str, probe: "Callable[[Any], Awaitable[tuple[list[Tried], Sequence[str]]]]"
    ) -> Sequence[Finding]:
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(self._client(service, stack))
            answers, missing = await probe(client)
            return judge_storage(check, _host(client.url), answers, missing)

    def _client(self, service: str, stack: AsyncExitStack) -> Any:
        options: dict[str, Any] = {"transport": StorageTransport(_PATIENCE), "retry_total": 0}
        kind = _kind(service)
        if self.settings.connection_string:
            return kind.from_connection_string(self.settings.connection_string, **options)
        credential = credential_of(self.client_id)
        stack.push_async_callback(credential.close)
        return kind(endpoint_of(self.settings, service), credential=credential, **options)


def _kind(service: str) -> Any:
    """The client of one kind of storage: 0.4 s of imports that only a doctor needs all of."""
    match service:
        case "table":
            from azure.data.tables.aio import TableServiceClient  # noqa: PLC0415  # see above

            return TableServiceClient
        case "queue":
            from azure.storage.queue.aio import QueueServiceClient  # noqa: PLC0415  # see above

            return QueueServiceClient
    from azure.storage.blob.aio import BlobServiceClient  # noqa: PLC0415  # see above

    return BlobServiceClient


async def _tables(client: "TableServiceClient") -> tuple[list[Tried], Sequence[str]]:
    table, row = client.get_table_client(PROBES), {PARTITION: PROBES, KEY: uuid4().hex}

    async def write() -> None:
        with suppress(AzureError):
            await table.create_table()
        await table.upsert_entity(row)

    answers = await _tried(
        write,
        lambda: table.get_entity(row[PARTITION], row[KEY]),
        lambda: table.delete_entity(row[PARTITION], row[KEY]),
    )
    return answers, await _missing(answers, TABLES, client.list_tables())


async def _queues(client: "QueueServiceClient") -> tuple[list[Tried], Sequence[str]]:
    queue = client.get_queue_client(PROBES)
    # Where nothing may be read, a delete is still asked: of a message that is not there.
    found: list[tuple[str, str]] = [(str(uuid4()), "AgAAAAMAAAAAAAAA")]

    async def write() -> None:
        with suppress(AzureError):
            await queue.create_queue()
        await queue.send_message(PROBES, time_to_live=60)

    async def read() -> None:
        async for message in queue.receive_messages(max_messages=1, visibility_timeout=5):
            found[0] = message.id, str(message.pop_receipt)
            break

    answers = await _tried(write, read, lambda: queue.delete_message(*found[0]))
    return answers, await _missing(answers, QUEUES, client.list_queues())


async def _blobs(client: "BlobServiceClient") -> tuple[list[Tried], Sequence[str]]:
    container = client.get_container_client(PROBES)
    name = uuid4().hex

    async def write() -> None:
        with suppress(AzureError):
            await container.create_container()
        await container.upload_blob(name, b"", overwrite=True)

    blob = container.get_blob_client(name)
    answers = await _tried(write, blob.get_blob_properties, blob.delete_blob)
    return answers, ()


async def _tried(write: _Call, read: _Call, delete: _Call) -> list[Tried]:
    """One try of each; where nobody answers, the others are not tried, for somebody waits."""
    answers: list[Tried] = []
    for access, call in ((Access.WRITE, write), (Access.READ, read), (Access.DELETE, delete)):
        answers.append(await tried(access, call()))
        if answers[-1].outcome in (Outcome.UNREACHABLE, Outcome.UNKNOWN_ACCOUNT):
            break
    return answers


async def _missing(answers: Sequence[Tried], wanted: Sequence[str], listed: Any) -> Sequence[str]:
    """What Passeur would use and is not there; not asked where storage let nothing be tried."""
    if any(each.outcome is not Outcome.DONE for each in answers):
        return ()
    async with asyncio.timeout(_PATIENCE.total):
        there = {each.name async for each in listed}
    return [each for each in wanted if each not in there]


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]
