"""Tells whether the event loop was held up."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

# Less than the shortest time that anything under test waits for somebody else.
LONGEST_STALL = 0.2


@asynccontextmanager
async def no_stall(clock: Callable[[], float] = time.perf_counter) -> AsyncIterator[None]:
    """Fails when the loop did not turn for a fifth of a second.

    What computes for too long, rather than waits, is better told by `time.thread_time`: a machine on which others work
    at the same time does not change it.
    """
    gaps = [0.0]

    async def tick() -> None:
        last = clock()
        while True:
            await asyncio.sleep(0.005)
            now = clock()
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
