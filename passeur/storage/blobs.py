"""Blobs as backups need them: written whole or not at all, read in pieces, never held in memory."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from passeur.errors import StorageUnavailable


class BlobGone(Exception):
    """There is no blob of this name; the message is the name."""


class Blobs(Protocol):
    """One container. Raises StorageUnavailable when storage does not answer."""

    async def names(self, prefix: str) -> Sequence[str]:
        """The names that begin with `prefix`, in their order."""

    async def write(self, name: str, pieces: AsyncIterator[bytes]) -> None:
        """Put a blob there once all its pieces have come; until then, whatever was there before."""

    def read(self, name: str) -> AsyncIterator[bytes]:
        """A blob, piece after piece. Raises BlobGone."""

    async def delete(self, name: str) -> None:
        """Remove a blob; none at all is fine."""

    async def close(self) -> None: ...


@dataclass(slots=True)
class MemoryBlobs:
    """A container in a dictionary, for trials and tests."""

    blobs: dict[str, bytes] = field(default_factory=dict)

    async def names(self, prefix: str) -> Sequence[str]:
        return sorted(name for name in self.blobs if name.startswith(prefix))

    async def write(self, name: str, pieces: AsyncIterator[bytes]) -> None:
        self.blobs[name] = b"".join([piece async for piece in pieces])

    async def read(self, name: str) -> AsyncIterator[bytes]:
        if name not in self.blobs:
            raise BlobGone(name)
        whole = self.blobs[name]
        for start in range(0, len(whole), 1 << 16):
            yield whole[start : start + (1 << 16)]

    async def delete(self, name: str) -> None:
        self.blobs.pop(name, None)

    async def close(self) -> None:
        return


async def read_whole(blobs: Blobs, name: str, most: int) -> bytes:
    """A small blob; StorageUnavailable rather than one of more than `most` bytes."""
    whole = b""
    async for piece in blobs.read(name):
        whole += piece
        if len(whole) > most:
            raise StorageUnavailable(f"{name} has more than {most} bytes")
    return whole
