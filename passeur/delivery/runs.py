"""Runs: everything that one period owes to many people, from the decision to the last outcome.

There is one run for each kind and period, whoever asks and however often. Its plan goes through the audience with a
cursor, shard by shard; what it owes to one person is one outbox row, whose key follows from the run and the person.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from passeur.delivery.addresses import Address
from passeur.delivery.outbox import DeliveryId, DeliveryKind, DeliveryState, Home, Reason
from passeur.delivery.shards import run_shard_of

_PERIOD = re.compile(r"[0-9A-Za-z-]{1,20}")


class RunState(StrEnum):
    """`stopped` is for a fault of configuration (401): nothing more is tried until somebody resumes."""

    PLANNING = "planning"
    SENDING = "sending"
    DONE = "done"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    RECALLED = "recalled"

    @property
    def sends(self) -> bool:
        return self in (RunState.PLANNING, RunState.SENDING)


@dataclass(frozen=True, slots=True, order=True)
class RunId:
    """Written `manager_digest.2026-W47` in keys and card data."""

    kind: DeliveryKind
    period: str

    def __str__(self) -> str:
        return f"{self.kind}.{self.period}"

    @property
    def in_logs(self) -> str:
        return str(self)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `manager_digest.2026-W47`; ValueError when it cannot name a run."""
        kind, _, period = text.partition(".")
        if not _PERIOD.fullmatch(period):
            raise ValueError(f"{period!r:.40} is not a period")
        return cls(DeliveryKind(kind), period)

    def part(self, shard: str) -> str:
        return f"{self}.{shard}"

    def delivery_id(self, tenant_id: str, person_id: str) -> DeliveryId:
        """The one message that this run owes to a person: the same whoever plans it, and however often."""
        return DeliveryId(Home.RUNS, tenant_id, self.part(run_shard_of(person_id)), f"o|{person_id}")

    @classmethod
    def of(cls, delivery_id: DeliveryId) -> Self | None:
        """The run that owes a message; None for one that is kept beside a share or a recap."""
        return cls.parse(delivery_id.part.rpartition(".")[0]) if delivery_id.home is Home.RUNS else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages of a run, or of one of its shards, are in each state, and why some were not sent."""

    states: Mapping[DeliveryState, int] = field(default_factory=dict)
    reasons: Mapping[Reason, int] = field(default_factory=dict)

    @property
    def planned(self) -> int:
        return sum(self.states.values())

    @property
    def final(self) -> int:
        return sum(number for state, number in self.states.items() if state.is_final)

    def plus(self, other: Self) -> Self:
        return replace(
            self,
            states=dict(Counter(self.states) + Counter(other.states)),
            reasons=dict(Counter(self.reasons) + Counter(other.reasons)),
        )


@dataclass(frozen=True, slots=True)
class Watcher:
    """A message of the programme lead's that shows the run: it is redrawn while the run goes."""

    address: Address
    activity_id: str
    locale: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it stands.

    `cursor` is where the plan goes on in the audience; `walk` the shard from which a replay or a recall goes on, empty
    when none does. `closed` keeps the tally of shards in which nothing moves any more, so that counting a run reads
    only the others. `progressed_at` is when the count last moved, or was last helped on; `follow_at` when the run is to
    be looked at next, `drawn_at` when its watchers last saw it. A run that was stopped or asked again was taken up at
    `resumed_at`, when `resumed_from` of its messages were final: its pace is measured from there. `ended_at` comes when
    nothing of it moves any more.
    """

    tenant_id: str
    id: RunId
    state: RunState
    created_at: datetime
    started_by: str | None = None
    cursor: str = ""
    is_planned: bool = False
    closed: Mapping[str, Tally] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    progressed_at: datetime | None = None
    ended_at: datetime | None = None
    resumed_at: datetime | None = None
    resumed_from: int = 0
    watchers: tuple[Watcher, ...] = ()
    follow_at: datetime | None = None
    drawn_at: datetime | None = None
    walk: str = ""
    etag: str = field(default="", compare=False)

    def elapsed(self, now: datetime) -> timedelta:
        return (self.ended_at or now) - self.created_at
