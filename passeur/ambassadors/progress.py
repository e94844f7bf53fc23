"""What somebody did of the boot camp: kept for them, so that they can stop and come back; read by nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Self


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` maps the id of each step to when it was done. `finished_at` stays once the whole path was done.

    A path that gains a step later takes nothing back from those who had finished it.
    """

    done: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    finished_at: datetime | None = None

    def with_step(self, step: str, now: datetime) -> Self:
        if step in self.done:
            return self
        return replace(self, done={**self.done, step: now})

    def without_step(self, step: str) -> Self:
        return replace(self, done={each: at for each, at in self.done.items() if each != step})
