import uuid
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from passeur.settings import StorageSettings
from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from passeur.storage.open import open_storage
from tests.storage.counting import CountingTransport


@pytest.fixture
def tenant() -> str:
    """A tenant of one's own: tests share the emulator and never meet."""
    return f"tenant-{uuid.uuid4()}"


@pytest.fixture(scope="session")
def transport() -> CountingTransport:
    return CountingTransport()


@pytest_asyncio.fixture(scope="session")
async def azure_storage(azurite: str, transport: CountingTransport) -> AsyncIterator[Storage]:
    storage = open_storage(StorageSettings(azurite, None), transport=transport)
    await storage.start()
    yield storage
    await storage.close()


@pytest.fixture(params=["memory", pytest.param("azurite", marks=pytest.mark.azurite)])
def storage(request: pytest.FixtureRequest, azure_storage: Storage) -> Storage:
    """Every promise of storage is kept by both: each test that takes this runs twice."""
    return open_memory_storage() if request.param == "memory" else azure_storage
