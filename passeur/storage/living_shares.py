"""The rows of shares that still say something, as the scans of some weeks meet them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from passeur.periods import Week
from passeur.sharing.shares import ShareRef
from passeur.storage.entities import KEY, PARTITION, Row


@dataclass(slots=True)
class LivingShares:
    """One scan, page after page: a share's row comes just before the rows of what happened to it.

    Those of a withdrawn share count for nothing.
    """

    _weeks: dict[str, Week] = field(default_factory=dict)
    _living: ShareRef | None = None

    def rows(self, page: Sequence[Row]) -> Iterator[tuple[ShareRef, Sequence[str], Row]]:
        """Each row with its share; what it is of it (`t`, person) or (`v`, child) or, for the share itself, nothing."""
        for row in page:
            _, share_id, *what = row[KEY].split("|")
            partition = row[PARTITION]
            if (week := self._weeks.get(partition)) is None:
                week = self._weeks[partition] = Week.parse(partition.rpartition("|")[2])
            if not what:
                self._living = None if row["withdrawn"] else ShareRef(week, share_id)
            living = self._living
            if living is not None and share_id == living.id and week is living.week:
                yield living, what, row
