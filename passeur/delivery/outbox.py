"""The outbox: one row for each message that Passeur owes somebody, from the promise to the outcome.

The row is written in the transaction that writes what it tells; the queue only carries its id.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from passeur.delivery.addresses import Address

# Longer than any send may take (10 s a call, three tries), so that a lease only expires when its worker died.
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5


class DeliveryKind(StrEnum):
    SHARE = "share"
    RECAP = "recap"
    QUIET_WEEK = "quiet_week"
    PROBLEM_REPORT = "problem_report"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"

    @property
    def is_final(self) -> bool:
        return self not in (DeliveryState.PENDING, DeliveryState.SENDING)


class Reason(StrEnum):
    """Why a delivery failed or was skipped; each has a plain sentence."""

    BLOCKED = "blocked"
    CONVERSATION_GONE = "conversation_gone"
    TOO_BIG = "too_big"
    NOT_REGISTERED = "not_registered"
    REFUSED = "refused"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    NOTHING_TO_TELL = "nothing_to_tell"


class Home(StrEnum):
    """The table whose facts the outbox row tells, and beside which it is kept."""

    SHARES = "shares"
    RECAPS = "recaps"


@dataclass(frozen=True, slots=True)
class DeliveryId:
    """Where an outbox row is: written `home|tenant|week|row` in queue messages."""

    home: Home
    tenant_id: str
    week: str
    row: str

    def __str__(self) -> str:
        return f"{self.home}|{self.tenant_id}|{self.week}|{self.row}"

    @classmethod
    def parse(cls, text: str) -> Self:
        home, tenant_id, week, row = text.split("|", 3)
        return cls(Home(home), tenant_id, week, row)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message owed. `subject` names what it tells (a share, a week, a report); the text is made when it is sent.

    `attempts` counts sends that were begun; `doubtful` those whose answer was never seen, each a possible duplicate.
    `etag` is storage's word for the version that was read.
    """

    id: DeliveryId
    kind: DeliveryKind
    subject: str
    address: Address
    locale: str
    created_at: datetime
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    doubtful: int = 0
    lease_until: datetime | None = None
    activity_id: str | None = None
    reason: Reason | None = None
    etag: str = field(default="", compare=False)

    def can_be_taken(self, now: datetime) -> bool:
        """Nobody has it, or whoever had it died."""
        if self.state is DeliveryState.SENDING:
            return self.lease_until is None or self.lease_until <= now
        return self.state is DeliveryState.PENDING

    def taken(self, now: datetime) -> Self:
        """Begun by a worker. Taking over from one that died means that its send may have gone out."""
        died = self.state is DeliveryState.SENDING
        return replace(
            self,
            state=DeliveryState.SENDING,
            attempts=self.attempts + 1,
            doubtful=self.doubtful + died,
            lease_until=now + LEASE,
        )

    def sent(self, activity_id: str | None) -> Self:
        return replace(self, state=DeliveryState.SENT, activity_id=activity_id, lease_until=None)

    def put_back(self, *, doubtful: bool = False) -> Self:
        """To be tried again, unless that was done too often."""
        if self.attempts >= MOST_ATTEMPTS:
            return replace(self.failed(Reason.TOO_MANY_ATTEMPTS), doubtful=self.doubtful + doubtful)
        return replace(self, state=DeliveryState.PENDING, doubtful=self.doubtful + doubtful, lease_until=None)

    def failed(self, reason: Reason) -> Self:
        return replace(self, state=DeliveryState.FAILED, reason=reason, lease_until=None)

    def skipped(self, reason: Reason) -> Self:
        return replace(self, state=DeliveryState.SKIPPED, reason=reason, lease_until=None)
