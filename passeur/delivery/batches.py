import asyncio
from collections.abc import Awaitable, Iterable

# Storage answers many calls at once; a process has sockets and memory for so many.
AT_ONCE = 32


async def all_of(calls: Iterable[Awaitable[object]], *, at_once: int = AT_ONCE) -> None:
    """Make many calls, a few dozen at a time; the first error ends them, and is raised."""
    waiting = iter(calls)

    async def worker() -> None:
        for call in waiting:
            await call

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(worker())
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors
