"""Lines that a stranger can cause at will are written a few times a minute and counted: a log is paid by its size."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 30
WITHIN = 60.0


@dataclass(slots=True)
class _Minute:
    began: float
    said: int = 0
    unsaid: int = 0


@dataclass(slots=True)
class Sparing:
    """Counts by kind, of which there are a few. `clock` is in seconds."""

    most: int = MOST
    within: float = WITHIN
    clock: Callable[[], float] = time.monotonic
    _minutes: dict[str, _Minute] = field(default_factory=dict)

    def left_out(self, kind: str) -> int | None:
        """How many lines of this kind were left out since the last one; None when this one is left out as well."""
        now = self.clock()
        minute = self._minutes.setdefault(kind, _Minute(now))
        if now - minute.began >= self.within:
            minute.began, minute.said = now, 0
        if minute.said >= self.most:
            minute.unsaid += 1
            return None
        minute.said += 1
        unsaid, minute.unsaid = minute.unsaid, 0
        return unsaid
