"""Storage on the emulator, with its tables made, and closed whatever happens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from passeur.settings import StorageSettings
from passeur.storage.bundle import Storage
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB
from passeur.storage.transport import StorageTransport


@asynccontextmanager
async def emulated(connection: str, transport: StorageTransport | None = None) -> AsyncIterator[Storage]:
    """With the patience of a job: tests look for what is done, and a busy machine is no failure."""
    storage = open_storage(StorageSettings(connection, None), patience=FOR_A_JOB, transport=transport)
    try:
        await storage.start()
        yield storage
    finally:
        await storage.close()
