"""What the monthly brief needs from storage."""

from collections.abc import Callable, Sequence
from typing import Protocol

from passeur.briefs.brief import Brief
from passeur.briefs.review import Review
from passeur.briefs.summaries import WeekSummary
from passeur.periods import Month, Week


class SummaryRepository(Protocol):
    async def between(self, tenant_id: str, first: Week, last: Week) -> Sequence[WeekSummary]:
        """The summaries that there are of the weeks from `first` to `last`."""

    async def put(self, tenant_id: str, summary: WeekSummary) -> None:
        """Write a week's summary over the one that was there."""


class BriefRepository(Protocol):
    async def get(self, tenant_id: str, month: Month) -> tuple[Brief, Review] | None:
        """A month's brief with what was decided of it, in one round trip."""

    async def create(self, tenant_id: str, brief: Brief) -> Brief:
        """Write a brief once; whoever comes second gets the first one."""

    async def last_approved(self, tenant_id: str) -> tuple[Brief, Review] | None:
        """The newest month whose brief was approved."""

    async def decide(self, tenant_id: str, month: Month, change: Callable[[Review], Review]) -> Review:
        """Bring a month's review from what is stored to what `change` makes of it, again when somebody wrote first."""
