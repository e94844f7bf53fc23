"""Reproductions: colleagues who tried a share and said how it went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from passeur.sharing.obstacles import Obstacle
from passeur.sharing.shares import Share, ShareRef, TimeGain


class Outcome(StrEnum):
    WORKED = "worked"
    CHANGED = "worked_with_a_change"
    FAILED = "did_not_work"


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What one person found when they tried one share. There is one per person and share; the last word counts.

    `gain` is the person's own and is never added to the author's. `trade` is theirs at that moment, or None.
    `obstacle` is what got in the way, when they said so.
    """

    share: ShareRef
    person_id: str
    outcome: Outcome
    at: datetime
    trade: str | None = None
    gain: TimeGain | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What colleagues say of one share. `trades` counts the different trades in which it worked, changed or not."""

    worked: int = 0
    changed: int = 0
    failed: int = 0
    trades: int = 0

    @property
    def confirmed(self) -> int:
        return self.worked + self.changed


def tally(share: Share, reproductions: Iterable[Reproduction]) -> Tally:
    """Count what colleagues say of a share, its author's own word left out."""
    others = {each.person_id: each for each in reproductions if each.person_id != share.author_id}
    outcomes = [each.outcome for each in others.values()]
    confirming = {each.trade for each in others.values() if each.trade and each.outcome is not Outcome.FAILED}
    return Tally(
        worked=outcomes.count(Outcome.WORKED),
        changed=outcomes.count(Outcome.CHANGED),
        failed=outcomes.count(Outcome.FAILED),
        trades=len(confirming),
    )
