from collections.abc import AsyncIterator

import pytest

from passeur.storage.memory import open_memory_storage
from tests.scenarios.house import House, open_house


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house(open_memory_storage()) as opened:
        yield opened
