"""The time, and waiting for it: tests bring their own."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""
        ...

    async def wait_until(self, moment: datetime) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    async def wait_until(self, moment: datetime) -> None:
        # A long sleep drifts, and a suspended machine sleeps through: look at the clock again and again.
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - the clock gives no event
            await asyncio.sleep(min(left, 30))


async def reaches(clock: Clock, moment: datetime, stopping: asyncio.Event) -> bool:
    """Wait for a moment; False when `stopping` came first."""
    waiting = asyncio.ensure_future(clock.wait_until(moment))
    stopped = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait((waiting, stopped), return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
        stopped.cancel()
    return not stopping.is_set()
