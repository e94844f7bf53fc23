"""Tells whether the event loop was held up."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

LONGEST_STALL = 0.1


@asynccontextmanager
async def no_stall() -> AsyncIterator[None]:
    """Fails when the loop did not turn for a tenth of a second."""
    gaps = [0.0]

    async def tick() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        ticking.cancel()
        await asyncio.wait([ticking])
    assert max(gaps) < LONGEST_STALL
