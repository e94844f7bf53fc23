"""Shares that a manager keeps for the next team meeting: theirs alone, and not for longer than they are of use."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from passeur.sharing.shares import ShareRef

KEPT_FOR = timedelta(days=90)
# A meeting has room for a few; the list that shows them as well.
MOST_KEPT = 12


@dataclass(frozen=True, slots=True)
class KeptShare:
    tenant_id: str
    person_id: str
    ref: ShareRef
    kept_at: datetime

    def is_over(self, now: datetime) -> bool:
        return now - self.kept_at >= KEPT_FOR
