"""A container of Azure Blob Storage, or of the emulator that stands for it."""

import base64
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.blob.aio import ContainerClient

from passeur.settings import StorageSettings
from passeur.storage.blobs import BlobGone
from passeur.storage.nightly_backup import CONTAINER
from passeur.storage.open import credential_of, endpoint_of
from passeur.storage.outages import FOR_A_JOB, Patience, answered
from passeur.storage.transport import StorageTransport

T = TypeVar("T")
_PIECE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class AzureBlobs:
    """Blobs over a container that is made when the first blob is written."""

    client: ContainerClient
    transport: StorageTransport
    credential: AsyncTokenCredential | None
    patience: Patience

    async def names(self, prefix: str) -> Sequence[str]:
        listed = self.client.list_blob_names(name_starts_with=prefix)
        names: list[str] = []
        try:
            while (name := await self._answer(anext(listed, None))) is not None:
                names.append(name)
        except ResourceNotFoundError:  # no container yet is no blob
            return []
        return sorted(names)

    async def write(self, name: str, pieces: AsyncIterator[bytes]) -> None:
        with suppress(ResourceExistsError):
            await self._answer(self.client.create_container())
        blob = self.client.get_blob_client(name)
        blocks: list[Any] = []
        async for block in _gathered(pieces):
            block_id = base64.b64encode(f"{len(blocks):06d}".encode()).decode()
            await self._answer(blob.stage_block(block_id, block))
            blocks.append(block_id)
        await self._answer(blob.commit_block_list(blocks))

    async def read(self, name: str) -> AsyncIterator[bytes]:
        try:
            stream = await self._answer(self.client.download_blob(name))
        except ResourceNotFoundError as error:
            raise BlobGone(name) from error
        pieces = stream.chunks()
        while (piece := await self._answer(anext(pieces, None))) is not None:
            yield piece

    async def delete(self, name: str) -> None:
        with suppress(ResourceNotFoundError):
            await self._answer(self.client.delete_blob(name))

    async def close(self) -> None:
        await self.transport.close()
        if self.credential is not None:
            await self.credential.close()

    async def _answer(self, call: Awaitable[T]) -> T:
        async with answered(self.patience.total):
            return await call


def open_blobs(settings: StorageSettings, container: str, *, client_id: str | None = None) -> AzureBlobs:
    """The container of this name in the account that the settings name. Nothing is sent before the first call."""
    transport = StorageTransport(FOR_A_JOB)
    options: dict[str, Any] = {
        "transport": transport,
        "retry_total": FOR_A_JOB.retries,
        "max_chunk_get_size": _PIECE,
        "max_single_get_size": _PIECE,
    }
    if settings.connection_string:
        client = ContainerClient.from_connection_string(settings.connection_string, container, **options)
        return AzureBlobs(client, transport, None, FOR_A_JOB)
    credential = credential_of(client_id)
    client = ContainerClient(endpoint_of(settings, "blob"), container, credential=credential, **options)
    return AzureBlobs(client, transport, credential, FOR_A_JOB)


def open_backup_blobs(settings: StorageSettings, *, client_id: str | None = None) -> AzureBlobs:
    return open_blobs(settings, CONTAINER, client_id=client_id)


async def _gathered(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in pieces that are worth a request."""
    gathered = bytearray()
    async for piece in pieces:
        gathered += piece
        if len(gathered) >= _PIECE:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)
