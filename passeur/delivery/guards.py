"""Whether a message may go out now: what is asked before each send, in order, and nothing but rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from passeur.delivery.outbox import Delivery, DeliveryKind, Home, Reason
from passeur.delivery.pause import is_paused
from passeur.delivery.runs import Run, RunState
from passeur.delivery.sending_hours import SendingHours
from passeur.people import Person

# What answers to the person, or what somebody waits for.
_DESPITE_A_PAUSE = frozenset(
    {
        DeliveryKind.CALL_DETAILS,
        DeliveryKind.CANDIDATES_TO_REVIEW,
        DeliveryKind.SELECTION_RESULT,
        DeliveryKind.HAND_OVER_ANSWER,
        DeliveryKind.WISH_ANSWER,
        DeliveryKind.TERM_NEWS,
        DeliveryKind.COHORT_END,
        DeliveryKind.HELP_REQUEST,
        DeliveryKind.HELP_OFFER,
        DeliveryKind.RECOGNITION_ANSWER,
    }
)


class Move(Enum):
    """What becomes of a message: `LEAVE` it to whoever has it or will, or one of the moves of its row."""

    LEAVE = auto()
    CALL_UNKNOWN = auto()
    CANCEL = auto()
    SKIP = auto()
    WAIT = auto()
    SEND = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` says why a message is skipped, `until` how long it waits."""

    move: Move
    reason: Reason | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is known as a message is about to leave.

    `run` is the one that owes it and `person` the one it is for, as they are now; None when there is none.
    """

    delivery: Delivery
    run: Run | None
    person: Person | None
    now: datetime
    hours: SendingHours


def judge(delivery: Delivery, run: Run | None, person: Person | None, now: datetime, hours: SendingHours) -> Verdict:
    """The first guard that has something to say wins. Pace comes after all of them, as it is shared with others."""
    case = Case(delivery, run, person, now, hours)
    return next((verdict for guard in GUARDS if (verdict := guard(case))), Verdict(Move.SEND))


def stopped_by(run: Run | None) -> Verdict | None:
    """What the state of a run says to each of its messages; a run that is not there any more owes nothing."""
    if run is None or run.state in (RunState.CANCELLED, RunState.RECALLED):
        return Verdict(Move.CANCEL)
    # Whoever resumes the run asks for all of them again.
    return Verdict(Move.LEAVE) if run.state is RunState.STOPPED else None


def _is_done_or_in_hand(case: Case) -> Verdict | None:
    return None if case.delivery.can_be_taken(case.now) else Verdict(Move.LEAVE)


def _may_be_out(case: Case) -> Verdict | None:
    """Its worker died: it is sent again when its kind is, and its run, if any, still sends."""
    if not case.delivery.lost_its_worker(case.now):
        return None
    is_sent_again = case.delivery.kind.is_resent and _run_stops(case) is None
    return None if is_sent_again else Verdict(Move.CALL_UNKNOWN)


def _run_stops(case: Case) -> Verdict | None:
    return stopped_by(case.run) if case.delivery.id.home is Home.RUNS else None


def _is_unwanted(case: Case) -> Verdict | None:
    if case.delivery.person_id is None:
        return None
    if case.person is None or not case.person.active:
        return Verdict(Move.SKIP, Reason.LEFT)
    if case.delivery.kind.value in case.person.declined:
        return Verdict(Move.SKIP, Reason.OPTED_OUT)
    if case.delivery.kind in _DESPITE_A_PAUSE:
        return None
    if case.person.objected_at is not None:
        return Verdict(Move.SKIP, Reason.OPTED_OUT)
    return Verdict(Move.SKIP, Reason.PAUSED) if is_paused(case.person, case.now) else None


def _has_no_address(case: Case) -> Verdict | None:
    address = case.person.address if case.person else case.delivery.address
    return None if address else Verdict(Move.SKIP, Reason.NO_ADDRESS)


def _is_not_the_hour(case: Case) -> Verdict | None:
    opening = case.hours.next_moment(case.now) if case.delivery.kind.keeps_hours else case.now
    return Verdict(Move.WAIT, until=opening) if opening > case.now else None


GUARDS: tuple[Callable[[Case], Verdict | None], ...] = (
    _is_done_or_in_hand,
    _may_be_out,
    _run_stops,
    _is_unwanted,
    _has_no_address,
    _is_not_the_hour,
)
