"""One call under way at a time, whatever the number of those who wait for it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Shares the call under way. A waiter that is cancelled does not cancel it for the others."""

    def __init__(self, call: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._call = call
        self._task: asyncio.Task[T] | None = None

    @property
    def under_way(self) -> bool:
        return self._task is not None and not self._task.done()

    def start(self) -> asyncio.Task[T]:
        """Begin the call, or join the one under way."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._call())
        return self._task

    async def __call__(self) -> T:
        return await asyncio.shield(self.start())

    async def close(self) -> None:
        """Stop the call under way, for a clean end of the process."""
        if self._task is not None and self._task.cancel():
            await asyncio.wait([self._task])
