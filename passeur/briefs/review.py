"""What the programme lead decides of a brief before it goes out: gains that they checked, quotes that go, and when."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from passeur.periods import Month
from passeur.sharing.shares import ShareRef


@dataclass(frozen=True, slots=True)
class Review:
    """The decisions on one month's brief. Once it is approved they no longer change."""

    month: Month
    reviewed: frozenset[ShareRef] = frozenset()
    dropped: frozenset[ShareRef] = frozenset()
    approved_at: datetime | None = None
    approved_by: str | None = None

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    def with_gain_reviewed(self, ref: ShareRef) -> Self:
        return self if self.is_approved else replace(self, reviewed=self.reviewed | {ref})

    def without_quote(self, ref: ShareRef) -> Self:
        return self if self.is_approved else replace(self, dropped=self.dropped | {ref})

    def approved(self, by: str, now: datetime) -> Self:
        """The first approval is the one that counts."""
        return self if self.is_approved else replace(self, approved_at=now, approved_by=by)
