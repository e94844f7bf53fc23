"""A clock that moves when a test says so."""

import asyncio
from datetime import datetime, timedelta


class FakeClock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)

    async def sleep(self, seconds: float) -> None:
        """Time passes for whoever waits, and nobody waits for it."""
        await asyncio.sleep(0)
        self.advance(seconds=seconds)
