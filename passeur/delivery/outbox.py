"""The outbox: one row for each message that Passeur owes somebody, from the promise to the outcome.

The row is written before its queue message, which only carries its id: in the transaction that writes what it tells,
or, when a run addresses many people, in the plan of the run.
"""

import re
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
# The working hours that such a message waits for may be those after Christmas.
STALE_AFTER_HOURS = timedelta(days=7)
# Somebody follows a run, and can cancel it or ask again: its messages wait as long as they let it.
STALE_IN_RUN = timedelta(days=30)
# A week, or a run and its shard. What a queue names may be anything.
_LOGGED_PART = re.compile(r"[0-9a-z_]{0,40}\.?[0-9A-Za-z-]{1,20}(\.[0-9a-f]{1,4})?")


class DeliveryKind(StrEnum):
    SHARE = "share"
    RECAP = "recap"
    QUIET_WEEK = "quiet_week"
    PROBLEM_REPORT = "problem_report"
    THANKS = "thanks"
    MANAGER_DIGEST = "manager_digest"
    BRIEF_REVIEW = "brief_review"
    BRIEF = "brief"
    CALL = "call"
    CALL_REMINDER = "call_reminder"
    CALL_DETAILS = "call_details"
    CALL_INVITATION = "call_invitation"
    NOMINATION = "nomination"
    CANDIDATES_TO_REVIEW = "candidates_to_review"
    SELECTION_RESULT = "selection_result"
    OFFER_REMINDER = "offer_reminder"
    CHARTER = "charter"
    HAND_OVER = "hand_over"
    HAND_OVER_ANSWER = "hand_over_answer"
    WISH_ANSWER = "wish_answer"
    TERM_NEWS = "term_news"
    TERM_END = "term_end"
    COHORT_END = "cohort_end"
    FAREWELL = "farewell"
    WORKSHOP_FEEDBACK = "workshop_feedback"
    CHECK_IN = "check_in"
    HELP_REQUEST = "help_request"
    PEER_HELP = "peer_help"
    HELP_OFFER = "help_offer"
    BADGE_EARNED = "badge_earned"
    MONTH_QUESTION = "month_question"
    MONTH_NAMED = "month_named"
    SPOTLIGHT_QUESTION = "spotlight_question"
    SPOTLIGHT = "spotlight"
    RECOGNITION_ANSWER = "recognition_answer"

    @property
    def is_resent(self) -> bool:
        """Whether a send whose answer was lost is made again: a recap that nobody sees is worse than one seen twice.

        Of a digest the contrary holds: it ends as `unknown`, and somebody may ask for it to be sent again.
        """
        return self not in (
            DeliveryKind.MANAGER_DIGEST,
            DeliveryKind.BRIEF,
            DeliveryKind.CHECK_IN,
            DeliveryKind.CALL_INVITATION,
        )

    @property
    def keeps_hours(self) -> bool:
        """Whether it waits for working hours: what answers to somebody's act does not."""
        return self not in (
            DeliveryKind.SHARE,
            DeliveryKind.PROBLEM_REPORT,
            DeliveryKind.THANKS,
            DeliveryKind.CALL_DETAILS,
            DeliveryKind.WORKSHOP_FEEDBACK,
        )


class DeliveryState(StrEnum):
    """`retry_at` waits for a moment; `unknown` was sent and its answer lost; `recalled` was sent, then replaced."""

    PENDING = "pending"
    SENDING = "sending"
    RETRY_AT = "retry_at"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    RECALLED = "recalled"

    @property
    def is_final(self) -> bool:
        return self not in (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRY_AT)


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
    NO_ADDRESS = "no_address"
    OPTED_OUT = "opted_out"
    PAUSED = "paused"
    LEFT = "left"


class Home(StrEnum):
    """The table in which the outbox row is kept: that of the facts that it tells, that of its run, or one of its own.

    `messages` holds what is owed to one person about something that is kept elsewhere, by the week of that.
    """

    SHARES = "shares"
    RECAPS = "recaps"
    RUNS = "runs"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class DeliveryId:
    """Where an outbox row is: written `home|tenant|part|row` in queue messages.

    `part` is the week of the share or recap that the row stands beside, or of the message, or one shard of a run.
    """

    home: Home
    tenant_id: str
    part: str
    row: str

    def __str__(self) -> str:
        return f"{self.home}|{self.tenant_id}|{self.part}|{self.row}"

    @property
    def in_logs(self) -> str:
        """Where the row is, without whom it is for: rows are named after people and places, if only by a hash."""
        return f"{self.home}|{self.part if _LOGGED_PART.fullmatch(self.part) else '?'}"

    @classmethod
    def parse(cls, text: str) -> Self:
        home, tenant_id, part, row = text.split("|", 3)
        return cls(Home(home), tenant_id, part, row)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message owed. `subject` names what it tells (a share, a week, a report); the text is made when it is sent.

    `person_id` is whom a run or a message addresses, None for conversations; `address` may be missing for them alone.
    `attempts` counts sends that were begun; `doubtful` those whose answer was never seen, each a possible duplicate.
    Nobody else takes a row before `until`: the end of its worker's lease, or of the pause that Teams asked for.
    `etag` is storage's word for the version that was read.
    """

    id: DeliveryId
    kind: DeliveryKind
    subject: str
    address: Address | None
    locale: str
    created_at: datetime
    person_id: str | None = None
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    doubtful: int = 0
    until: datetime | None = None
    activity_id: str | None = None
    reason: Reason | None = None
    etag: str = field(default="", compare=False)

    @property
    def stale_after(self) -> timedelta:
        """How old it may get before it is too late to send."""
        if self.id.home is Home.RUNS:
            return STALE_IN_RUN
        return STALE_AFTER_HOURS if self.kind.keeps_hours else STALE_AFTER

    def can_be_taken(self, now: datetime) -> bool:
        """Nobody has it and no pause is due, or whoever had it died."""
        return not self.state.is_final and (self.until is None or self.until <= now)

    def lost_its_worker(self, now: datetime) -> bool:
        return self.state is DeliveryState.SENDING and self.can_be_taken(now)

    def doubted(self) -> Self:
        """What was being sent, as it is without its worker: the send may be out, and counts as such."""
        if self.state is not DeliveryState.SENDING:
            return self
        return replace(self, state=DeliveryState.RETRY_AT, doubtful=self.doubtful + 1, until=None)

    def taken(self, now: datetime) -> Self:
        """Begun by a worker, unless it was given up. Whoever asked for it again gets one more try."""
        owed = self.doubted()
        if owed.doubtful >= MOST_DOUBTFUL and owed.state is not DeliveryState.PENDING:
            return owed.failed(Reason.TOO_OFTEN_UNSURE)
        if now - owed.created_at >= owed.stale_after:
            return owed.failed(Reason.TOO_LATE)
        return replace(owed, state=DeliveryState.SENDING, attempts=owed.attempts + 1, until=now + LEASE)

    def untouched(self) -> Self:
        """Back to waiting its turn: what was begun posted nothing, and nothing is to be waited for."""
        return replace(self, state=DeliveryState.PENDING, until=None)

    def sent(self, activity_id: str | None) -> Self:
        return replace(self, state=DeliveryState.SENT, activity_id=activity_id, until=None)

    def put_back(self, until: datetime, *, doubtful: bool = False) -> Self:
        """To be tried again, not before `until`; `doubtful` when this try may have been sent."""
        return replace(self, state=DeliveryState.RETRY_AT, doubtful=self.doubtful + doubtful, until=until)

    def unknown(self) -> Self:
        """Sent perhaps: the answer was lost, and it is not sent twice unasked."""
        return replace(self.doubted(), state=DeliveryState.UNKNOWN, until=None)

    def cancelled(self) -> Self:
        return replace(self, state=DeliveryState.CANCELLED, until=None)

    def recalled(self) -> Self:
        return replace(self, state=DeliveryState.RECALLED, until=None)

    def asked_again(self, now: datetime) -> Self:
        """Back to the start, because somebody asked: attempts and doubts stay counted, its age does not."""
        return replace(self, state=DeliveryState.PENDING, created_at=now, reason=None, until=None)

    def failed(self, reason: Reason) -> Self:
        return replace(self, state=DeliveryState.FAILED, reason=reason, until=None)

    def skipped(self, reason: Reason) -> Self:
        return replace(self, state=DeliveryState.SKIPPED, reason=reason, until=None)
