"""What was found a moment ago, for a question that anybody may ask as often as they like."""

import time
from collections.abc import Callable, Coroutine
from typing import Any

from bot.single_flight import SingleFlight

# Seconds. Whoever watches asks once a minute; what breaks is told this much later at most.
GOOD_FOR = 5.0


class RecentLook:
    """One look for all who ask within `good_for` seconds of its beginning, whatever it found.

    `look` raises nothing, and ends by itself: those who ask meanwhile wait for it.
    """

    def __init__(
        self,
        look: Callable[[], Coroutine[Any, Any, bool]],
        *,
        good_for: float = GOOD_FOR,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look = look
        self._good_for = good_for
        self._clock = clock
        self._began_at = float("-inf")
        self._found = False
        self._flight = SingleFlight(self._look_again)

    async def __call__(self) -> bool:
        if self._flight.under_way or self._clock() - self._began_at >= self._good_for:
            await self._flight()
        return self._found

    async def close(self) -> None:
        await self._flight.close()

    async def _look_again(self) -> None:
        self._began_at = self._clock()
        self._found = await self._look()
