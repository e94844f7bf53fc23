"""What retention needs from storage, and what it leaves there as its proof."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from passeur.privacy.noes import No
from passeur.privacy.retention_rules import Rule


@dataclass(frozen=True, slots=True)
class Horizon:
    """Up to when a rule erases, this night: `until` for what has a moment; `cohorts` are those that are over for it."""

    until: datetime
    cohorts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proof:
    """What retention erased on one day: how many rows by each rule, and nothing of whose they were.

    `unfinished` are rules that left something to the next night; `ended_at` is None while the night is not over, or
    when it was cut.
    """

    day: date
    began_at: datetime
    ended_at: datetime | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    unfinished: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        return sum(self.rows.values())


class RetentionRepository(Protocol):
    async def note_leavers(self, tenant_id: str, now: datetime, most: int) -> int:
        """Note from when the organisation's directory says that somebody left; how many that are new."""

    async def leavers(self, tenant_id: str, until: datetime, most: int) -> Sequence[str]:
        """The ids of people whose departure was noted up to a moment."""

    async def sweep(
        self, tenant_id: str, rule: Rule, horizon: Horizon, most: int, count: Callable[[int], None]
    ) -> bool:
        """Erase, or empty, what a rule no longer keeps, `most` rows at most; False when more is left.

        `count` is told of the rows of each transaction once it is made, so that what is cut later is counted.
        """

    async def forget_noes(self, tenant_id: str, is_old: Callable[[No], bool], most: int) -> int:
        """Take back the noes that are old, and those of nobody; of so many people at most, and how many they were."""


class ProofRepository(Protocol):
    async def get(self, tenant_id: str, day: date) -> Proof | None: ...

    async def put(self, tenant_id: str, proof: Proof) -> None: ...

    async def latest(self, tenant_id: str, most: int) -> Sequence[Proof]:
        """The newest first."""
