"""Many people who are erased at once: each row is looked at once for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from passeur.privacy.erasures import Erasure
from passeur.storage.entities import Row
from passeur.storage.leaving import Leaver
from passeur.storage.looked_for import LookedFor, texts_of


@dataclass(frozen=True, slots=True)
class Leavers:
    leavers: Mapping[str, Leaver]
    looked_for: LookedFor

    @classmethod
    def of(cls, erasures: Sequence[Erasure]) -> Self:
        leavers = {each.person_id: Leaver.of(each) for each in erasures}
        return cls(leavers, LookedFor.of(mark for leaver in leavers.values() for mark in leaver.marks()))

    def concerned(self, row: Row) -> Sequence[Leaver]:
        """Whom a row says something of, always in the same order."""
        maybe = self.looked_for.who_may_be_in("\n".join(texts_of(row)))
        return [self.leavers[each] for each in sorted(maybe) if self.leavers[each].concerns(row)]


def without(leavers: Sequence[Leaver], table: str, row: Row) -> Row | None:
    """What stays of a row that concerned any of them; None when nothing does, the row itself when nothing changes."""
    left = row
    for leaver in leavers:
        if leaver.concerns(left):
            stays = leaver.without(table, left)
            if stays is None:
                return None
            left = stays
    return left
