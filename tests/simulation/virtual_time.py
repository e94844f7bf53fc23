"""An event loop on which waiting costs nothing: when nobody is ready, time jumps to the next moment waited for."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")

# Ten o'clock in Paris.
TUESDAY = datetime(2026, 11, 10, 9, tzinfo=UTC)


class NothingToWaitFor(RuntimeError):
    """Everybody waits for something that no moment brings: on a loop without sockets, for ever."""


class VirtualLoop(asyncio.BaseEventLoop):
    """Runs tasks, timers and timeouts in order, without a socket, a thread or a pause."""

    def __init__(self) -> None:
        super().__init__()
        # What the loop asks for events that come from outside: there are none.
        self._selector = self
        self._seconds = 0.0

    def time(self) -> float:
        return self._seconds

    def select(self, timeout: float | None) -> list[object]:
        if timeout is None:
            raise NothingToWaitFor
        self._seconds += timeout
        return []

    def _process_events(self, event_list: list[object]) -> None:
        """There are no events: see `select`."""

    def _write_to_self(self) -> None:
        """Nobody sleeps, so nobody has to be woken."""


def run_virtually(main: Coroutine[Any, Any, T]) -> T:
    """Run to the end in virtual time; tasks that are left are forgotten, as those of a machine that is switched off."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(main)
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


@dataclass(slots=True)
class VirtualClock:
    """The running loop's time as a moment; `jump` is what somebody did to the machine's clock."""

    start: datetime
    jump: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.start + timedelta(seconds=asyncio.get_running_loop().time()) + self.jump
