import uuid
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from passeur.storage.open import open_storage
from tests.fakes.cutting_proxy import CuttingProxy, cutting_proxy
from tests.storage.breaking import SHORT, port_of, through
from tests.storage.counting import CountingTransport
from tests.storage.emulated import emulated


@pytest.fixture
def tenant() -> str:
    """A tenant of one's own: tests share the emulator and never meet."""
    return f"tenant-{uuid.uuid4()}"


@pytest.fixture(scope="session")
def transport() -> CountingTransport:
    return CountingTransport()


@pytest_asyncio.fixture(scope="session")
async def azure_storage(azurite: str, transport: CountingTransport) -> AsyncIterator[Storage]:
    async with emulated(azurite, transport) as storage:
        yield storage


@pytest.fixture(params=["memory", pytest.param("azurite", marks=pytest.mark.azurite)])
def storage(request: pytest.FixtureRequest, azure_storage: Storage) -> Storage:
    """Every promise of storage is kept by both: each test that takes this runs twice."""
    return open_memory_storage() if request.param == "memory" else azure_storage


@pytest_asyncio.fixture(scope="session")
async def tables(azurite: str) -> AsyncIterator[CuttingProxy]:
    async with cutting_proxy("127.0.0.1", port_of(azurite, "Table")) as proxy:
        yield proxy


@pytest_asyncio.fixture(scope="session")
async def queues(azurite: str) -> AsyncIterator[CuttingProxy]:
    async with cutting_proxy("127.0.0.1", port_of(azurite, "Queue")) as proxy:
        yield proxy


@pytest_asyncio.fixture
async def broken(
    azurite: str, azure_storage: Storage, tables: CuttingProxy, queues: CuttingProxy
) -> AsyncIterator[Storage]:
    """The storage that `azure_storage` reaches directly, through proxies that can fail."""
    storage = open_storage(through(azurite, tables.listens_on, queues.listens_on), patience=SHORT)
    yield storage
    tables.heal()
    queues.heal()
    await storage.close()
