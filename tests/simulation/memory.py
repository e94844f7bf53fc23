"""How much a process holds, and how much of it is what a store would hold elsewhere."""

import os
import sys
from collections import Counter, deque
from pathlib import Path

from passeur.storage.memory import MemoryTable
from tests.fakes.windows import Windows
from tests.simulation.queues import Message, SimulatedQueue, SimulatedQueues
from tests.simulation.sender import WindowedSender

_STATM = Path("/proc/self/statm")


def resident() -> int:
    """Bytes of this process in memory; 0 where the system does not tell."""
    if not _STATM.exists():
        return 0
    return int(_STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def size_of(*things: object) -> int:
    """Bytes of some things and all that they hold, each counted once."""
    seen: set[int] = set()
    waiting: list[object] = list(things)
    total = 0
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        total += sys.getsizeof(thing)
        waiting.extend(_inside(thing))
    return total


def _inside(thing: object) -> list[object]:
    if isinstance(thing, dict | Counter):
        return [*thing.keys(), *thing.values()]
    if isinstance(thing, list | tuple | deque | set):
        return list(thing)
    if isinstance(thing, MemoryTable | SimulatedQueue | SimulatedQueues | Message | WindowedSender | Windows):
        return [getattr(thing, name) for name in type(thing).__slots__ if not name.endswith("clock")]
    return []
