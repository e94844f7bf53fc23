"""Runs in every state, and what people decide about their messages."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cards.digest_preview import digest_preview_card, no_digest_card
from cards.kit import card
from cards.pauses import messages_card, pause_actions
from cards.run_lists import runs_card
from cards.runs import cancel_question_card, recall_question_card, run_card
from cards.view import View
from passeur.delivery.outbox import DeliveryKind, DeliveryState, Reason
from passeur.delivery.preview_digest import DigestPreview
from passeur.delivery.runs import Run, RunId, RunState, Tally
from passeur.people import Person, Topic

# A Tuesday, on which the digest of October is due.
NOW = datetime(2026, 11, 3, 10, 5, tzinfo=UTC)
DIGEST = RunId(DeliveryKind.MANAGER_DIGEST, "2026-10")

MANAGER = Person("tenant", "person-9", "Nadia Haddad")
PAUSED = replace(MANAGER, paused_until=datetime(2026, 12, 2, 23, tzinfo=UTC))
EVERYTHING_DECLINED = replace(MANAGER, declined=frozenset(Topic))


def run(state: RunState, states: Mapping[DeliveryState, int], **changes: Any) -> Run:
    started = NOW - timedelta(minutes=5)
    tally = Tally(states, changes.pop("reasons", {}))
    made = Run("tenant", DIGEST, state, started, "person-1", is_planned=True, tally=tally)
    return replace(made, **changes)


SENDING = run(
    RunState.SENDING,
    {DeliveryState.SENT: 1_190, DeliveryState.FAILED: 4, DeliveryState.SKIPPED: 40, DeliveryState.PENDING: 82_766},
    reasons={Reason.BLOCKED: 3, Reason.CONVERSATION_GONE: 1, Reason.NO_ADDRESS: 38, Reason.PAUSED: 1, Reason.LEFT: 1},
)
JUST_STARTED = run(RunState.SENDING, {DeliveryState.PENDING: 9_800, DeliveryState.SENT: 3}, created_at=NOW)
PLANNING = run(RunState.PLANNING, {DeliveryState.PENDING: 12_400, DeliveryState.SENT: 1_600}, is_planned=False)
DONE = run(RunState.DONE, {DeliveryState.SENT: 83_960, DeliveryState.SKIPPED: 40}, reasons={Reason.NO_ADDRESS: 40})
# Every reason at once, each more often than there are people.
WORST = run(
    RunState.DONE,
    dict.fromkeys(DeliveryState, 1_234_567_890),
    reasons={reason: 1_234_567_000 + number for number, reason in enumerate(Reason)},
)
SOME_FAILED = run(
    RunState.DONE,
    {DeliveryState.SENT: 412, DeliveryState.FAILED: 6, DeliveryState.UNKNOWN: 1, DeliveryState.SKIPPED: 3},
    reasons={Reason.BLOCKED: 5, Reason.CONVERSATION_GONE: 1, Reason.OPTED_OUT: 2, Reason.PAUSED: 1},
)
LOST = {(DeliveryKind.SHARE, Reason.BLOCKED): 2, (DeliveryKind.RECAP, Reason.CONVERSATION_GONE): 1}
NOBODY = run(RunState.DONE, {})
ALL_SKIPPED = run(RunState.DONE, {DeliveryState.SKIPPED: 12}, reasons={Reason.NO_ADDRESS: 12})
CANCELLED = run(RunState.CANCELLED, {DeliveryState.SENT: 1_234, DeliveryState.CANCELLED: 82_766})
STOPPED = run(
    RunState.STOPPED,
    {DeliveryState.SENT: 1_234, DeliveryState.FAILED: 1, DeliveryState.PENDING: 82_765},
    reasons={Reason.NOT_REGISTERED: 1},
)
RECALLING = run(RunState.RECALLED, {DeliveryState.SENT: 300, DeliveryState.RECALLED: 934})
RECALLED = run(RunState.RECALLED, {DeliveryState.RECALLED: 1_234})
WEEKLY = replace(DONE, id=RunId(DeliveryKind.MANAGER_DIGEST, "2026-W44"))
PREVIEW = DigestPreview(DIGEST, 212, 31, {Reason.NO_ADDRESS: 18, Reason.OPTED_OUT: 2, Reason.PAUSED: 1})

FRIDAY_EVENING = datetime(2026, 11, 6, 18, 30, tzinfo=UTC)
ALMOST_EVENING = datetime(2026, 11, 6, 17, 50, tzinfo=UTC)

DELIVERY_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "run_sending": lambda v: run_card(v, SENDING, now=NOW),
    "run_just_started": lambda v: run_card(v, JUST_STARTED, now=NOW),
    "run_planning": lambda v: run_card(v, PLANNING, now=NOW),
    "run_waiting_for_monday": lambda v: run_card(v, SENDING, now=FRIDAY_EVENING),
    "run_ends_after_the_weekend": lambda v: run_card(
        v, replace(SENDING, created_at=ALMOST_EVENING - timedelta(minutes=5)), now=ALMOST_EVENING
    ),
    "run_done": lambda v: run_card(v, DONE, now=NOW),
    "run_some_failed": lambda v: run_card(v, SOME_FAILED, now=NOW),
    "run_everything_happened": lambda v: run_card(v, WORST, now=NOW),
    "run_nobody": lambda v: run_card(v, NOBODY, now=NOW),
    "run_all_skipped": lambda v: run_card(v, ALL_SKIPPED, now=NOW),
    "run_cancelled": lambda v: run_card(v, CANCELLED, now=NOW),
    "run_stopped": lambda v: run_card(v, STOPPED, now=NOW),
    "run_recalling": lambda v: run_card(v, RECALLING, now=NOW),
    "run_recalled": lambda v: run_card(v, RECALLED, now=NOW),
    "run_cancel_question": lambda v: cancel_question_card(v, SENDING),
    "run_cancel_question_early": lambda v: cancel_question_card(v, run(RunState.PLANNING, {})),
    "run_recall_question": lambda v: recall_question_card(v, CANCELLED),
    "runs": lambda v: runs_card(v, [SENDING, SOME_FAILED, WEEKLY], LOST, now=NOW),
    "runs_none": lambda v: runs_card(v, [], {}, now=NOW),
    "digest_preview": lambda v: digest_preview_card(v, PREVIEW, now=NOW),
    "digest_preview_many": lambda v: digest_preview_card(
        v, replace(PREVIEW, managers=9_800, unreachable=None), now=FRIDAY_EVENING
    ),
    "digest_preview_nobody_reachable": lambda v: digest_preview_card(
        v, DigestPreview(DIGEST, 2, 0, {Reason.NO_ADDRESS: 2}), now=NOW
    ),
    "digest_preview_no_managers": lambda v: digest_preview_card(v, DigestPreview(DIGEST, 0, 1, {}), now=NOW),
    "digest_none": no_digest_card,
    "messages": lambda v: messages_card(v, MANAGER, list(Topic), now=NOW),
    "messages_paused": lambda v: messages_card(v, PAUSED, [Topic.MANAGER_DIGEST], now=NOW),
    "messages_declined": lambda v: messages_card(v, EVERYTHING_DECLINED, list(Topic), now=NOW),
    "messages_of_the_lead": lambda v: messages_card(v, MANAGER, [Topic.MANAGER_DIGEST], now=NOW, lead=True),
    "messages_of_nobody_special": lambda v: messages_card(v, MANAGER, [], now=NOW),
    "unasked": lambda v: card(
        lang=v.locale, summary="A card that nobody asked for", body=[], actions=pause_actions(v, Topic.MANAGER_DIGEST)
    ),
}
