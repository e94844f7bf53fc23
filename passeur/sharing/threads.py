"""A share with everything that happened to it: what one card shows."""

from dataclasses import dataclass

from passeur.sharing.recaps import VariationFact
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Reproduction, Tally, tally
from passeur.sharing.shares import Share
from passeur.sharing.variations import count_varied


@dataclass(frozen=True, slots=True)
class Thread:
    share: Share
    reproductions: tuple[Reproduction, ...] = ()
    variations: tuple[VariationFact, ...] = ()

    def tally(self) -> Tally:
        return tally(self.share, self.reproductions)

    def varied(self) -> int:
        """How many colleagues published a variation of it."""
        return count_varied(self.share.author_id, (each.author_id for each in self.variations))


@dataclass(frozen=True, slots=True)
class ToldThread:
    """A share with all that happened to it, the problems that were told included."""

    thread: Thread
    reports: tuple[ProblemReport, ...] = ()
