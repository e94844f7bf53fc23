"""Counts the HTTP requests that storage really sends: give the transport to `open_storage(settings, transport=…)`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from passeur.storage.outages import FOR_A_JOB, Patience
from passeur.storage.transport import StorageTransport


class CountingTransport(StorageTransport):
    """The product's own transport, which remembers the method and address of each request, retries included."""

    def __init__(self, patience: Patience = FOR_A_JOB) -> None:
        super().__init__(patience)
        self.sent: list[str] = []

    async def send(self, request: Any, **config: Any) -> Any:
        self.sent.append(f"{request.method} {request.url}")
        return await super().send(request, **config)

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The requests of one block: `with transport.counted() as sent: …; assert len(sent) == 3`."""
        before = len(self.sent)
        block: list[str] = []
        yield block
        block.extend(self.sent[before:])
