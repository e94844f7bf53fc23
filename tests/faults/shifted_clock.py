"""A clock that several processes share, and that a test moves on for all: the real time, and an offset in a file."""

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from passeur.clock import utc_now

_OFFSET = struct.Struct("d")


class ShiftedClock:
    def __init__(self, memory: mmap.mmap) -> None:
        self._memory = memory

    def __call__(self) -> datetime:
        (seconds,) = _OFFSET.unpack(self._memory[: _OFFSET.size])
        return utc_now() + timedelta(seconds=seconds)

    def jump(self, seconds: float) -> None:
        """Move every process's clock on."""
        (before,) = _OFFSET.unpack(self._memory[: _OFFSET.size])
        self._memory[: _OFFSET.size] = _OFFSET.pack(before + seconds)


@contextmanager
def shifted_clock(file: Path) -> Iterator[ShiftedClock]:
    if not file.exists():
        file.write_bytes(_OFFSET.pack(0.0))
    with file.open("r+b") as opened, mmap.mmap(opened.fileno(), _OFFSET.size) as memory:
        yield ShiftedClock(memory)
