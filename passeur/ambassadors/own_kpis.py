"""A person's own numbers, month by month: kept for that person and shown to nobody else."""

from dataclasses import dataclass
from decimal import Decimal

from passeur.periods import Month


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """What one ambassador did in one month. Gains are in hours a week, each under its own provenance.

    `reproductions` counts the colleagues who made the person's shares work; `gain_hours` is what they last claimed.
    """

    month: Month
    workshops: int = 0
    reached: int = 0
    prompts: int = 0
    use_cases: int = 0
    shares: int = 0
    reproductions: int = 0
    gain_hours: Decimal | None = None
    gain_shares: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return self == OwnMonth(self.month)
