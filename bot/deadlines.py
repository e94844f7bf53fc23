"""How long a turn may take. Storage bounds each of its calls; a turn makes several, and somebody is waiting."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from passeur.errors import StorageUnavailable

# In seconds. Teams gives a message extension five for everything: a use case leaves time to show the form again, a
# last read to draw it leaves time to send it.
USE_CASE = 3.0
LAST_READ = 0.8
HANDLER = 4.0


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """StorageUnavailable when it takes longer: what was under way ends as in a crash, and can be asked for again."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise StorageUnavailable(f"not done within {seconds} s") from error
