"""What the literacy record needs from storage."""

from collections.abc import Callable, Sequence
from typing import Protocol

from passeur.literacy.measures import Measure


class LiteracyRepository(Protocol):
    async def add(self, measure: Measure) -> Measure:
        """Write a measure; the one that is there already when there is one."""

    async def get(self, tenant_id: str, measure_id: str) -> Measure | None: ...

    async def all(self, tenant_id: str) -> Sequence[Measure]:
        """Every measure, those that were withdrawn too, the latest to begin first."""

    async def change(self, tenant_id: str, measure_id: str, change: Callable[[Measure], Measure]) -> Measure:
        """Bring a measure from what is stored to what `change` makes of it; MeasureGone when there is none."""
