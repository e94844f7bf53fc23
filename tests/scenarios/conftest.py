import uuid
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from passeur.storage.bundle import Storage
from passeur.storage.memory import open_memory_storage
from tests.scenarios.house import TENANT, House, open_house
from tests.scenarios.small_run import EVERYBODY, run_house
from tests.storage.emulated import emulated


@pytest_asyncio.fixture(scope="session")
async def azure_storage(azurite: str) -> AsyncIterator[Storage]:
    async with emulated(azurite) as storage:
        yield storage


@pytest_asyncio.fixture(params=["memory", pytest.param("azurite", marks=pytest.mark.azurite)])
async def house(request: pytest.FixtureRequest, azure_storage: Storage) -> AsyncIterator[House]:
    """Every scenario is played on both storages; the emulator is shared, so each test has a tenant of its own there."""
    in_memory = request.param == "memory"
    storage = open_memory_storage() if in_memory else azure_storage
    async with open_house(storage, tenant=TENANT if in_memory else f"tenant-{uuid.uuid4()}") as opened:
        yield opened


@pytest_asyncio.fixture(params=["memory", pytest.param("azurite", marks=pytest.mark.azurite)])
async def small_run(request: pytest.FixtureRequest, azure_storage: Storage) -> AsyncIterator[House]:
    """The house with a run for eight people, on both storages; nobody has started it."""
    in_memory = request.param == "memory"
    storage = open_memory_storage() if in_memory else azure_storage
    async with run_house(storage, EVERYBODY, tenant=TENANT if in_memory else f"tenant-{uuid.uuid4()}") as opened:
        yield opened
