"""What the programme's figures need from storage."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from passeur.ambassadors.kpis import MonthBoard
from passeur.ambassadors.own_kpis import OwnMonth
from passeur.periods import Month


class KpiRepository(Protocol):
    async def between(self, tenant_id: str, first: Month, last: Month) -> Sequence[MonthBoard]:
        """The boards that there are of the months from `first` to `last`, in their order, in one query."""

    async def rules(self, tenant_id: str) -> Mapping[Month, int]:
        """Under which version of the rules each month that is there was counted, without reading what it tells."""

    async def put(self, tenant_id: str, board: MonthBoard, own: Mapping[str, OwnMonth]) -> None:
        """Write a month's board over the one that was there, and each person's own numbers of the month.

        The board comes last: a month whose board is there has everything.
        """

    async def own(self, tenant_id: str, person_id: str, first: Month) -> Sequence[OwnMonth]:
        """One person's numbers of the month `first` and later ones, in their order, in one query."""

    async def forget(self, tenant_id: str, person_id: str) -> None:
        """Remove one person's own numbers of every month; what boards tell stays."""
