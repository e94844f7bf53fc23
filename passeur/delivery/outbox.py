"""The outbox: one row for each message that Passeur owes somebody, from the promise to the outcome.

The row is written in the transaction that writes what it tells; the queue only carries its id.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from passeur.delivery.addresses import Address

# Longer than a worker spends on one send (a token, three tries, their pauses): a lease only ends when its worker died.
LEASE = timedelta(seconds=60)
# Each of these may have posted a card: an outage that posts nothing is not counted, and only ends by age.
MOST_DOUBTFUL = 5
STALE_AFTER = timedelta(days=3)


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
    TOO_OFTEN_UNSURE = "too_often_unsure"
    TOO_LATE = "too_late"
    POISONED = "poisoned"
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
    Nobody else takes a row before `until`: the end of its worker's lease, or of the pause that Teams asked for.
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
    until: datetime | None = None
    activity_id: str | None = None
    reason: Reason | None = None
    etag: str = field(default="", compare=False)

    def can_be_taken(self, now: datetime) -> bool:
        """Nobody has it and no pause is due, or whoever had it died."""
        return not self.state.is_final and (self.until is None or self.until <= now)

    def taken(self, now: datetime) -> Self:
        """Begun by a worker, unless it was given up: taking over from one that died means a send that may be out."""
        died = self.state is DeliveryState.SENDING
        if self.doubtful + died >= MOST_DOUBTFUL:
            return replace(self.failed(Reason.TOO_OFTEN_UNSURE), doubtful=self.doubtful + died)
        if now - self.created_at >= STALE_AFTER:
            return replace(self.failed(Reason.TOO_LATE), doubtful=self.doubtful + died)
        return replace(
            self,
            state=DeliveryState.SENDING,
            attempts=self.attempts + 1,
            doubtful=self.doubtful + died,
            until=now + LEASE,
        )

    def sent(self, activity_id: str | None) -> Self:
        return replace(self, state=DeliveryState.SENT, activity_id=activity_id, until=None)

    def put_back(self, until: datetime, *, doubtful: bool = False) -> Self:
        """To be tried again, not before `until`."""
        return replace(self, state=DeliveryState.PENDING, doubtful=self.doubtful + doubtful, until=until)

    def failed(self, reason: Reason) -> Self:
        return replace(self, state=DeliveryState.FAILED, reason=reason, until=None)

    def skipped(self, reason: Reason) -> Self:
        return replace(self, state=DeliveryState.SKIPPED, reason=reason, until=None)
