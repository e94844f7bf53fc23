"""What managers' digests look at in the shares of some weeks, and in what colleagues found: ids and words, no prose."""

from dataclasses import dataclass
from datetime import datetime

from passeur.sharing.obstacles import Obstacle
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef


@dataclass(frozen=True, slots=True)
class SharedFact:
    """One living share. `tool` is folded: two spellings of one tool are equal. `completeness` goes from 0 to 3."""

    ref: ShareRef
    author_id: str
    published_at: datetime
    tool: str
    trade: str
    completeness: int
    parent: ShareRef | None = None


@dataclass(frozen=True, slots=True)
class TryFact:
    """What one person found with one share; `trade` is theirs at that moment, `obstacle` what stood in the way."""

    share: ShareRef
    person_id: str
    outcome: Outcome
    at: datetime
    trade: str | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """Everything that happened to the shares of some weeks, in any order."""

    shares: tuple[SharedFact, ...] = ()
    tries: tuple[TryFact, ...] = ()
