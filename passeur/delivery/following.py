"""How a run is looked after: when it is looked at next, what a new count makes of it, and whether it stands still."""

from dataclasses import replace
from datetime import datetime, timedelta

from passeur.delivery.outbox import DeliveryState
from passeur.delivery.runs import Run, RunState
from passeur.delivery.sending_hours import SendingHours

SOONEST = timedelta(seconds=3)
# Counting reads the rows: of a hundred thousand it is done every quarter of a minute.
ROWS_A_SECOND = 10_000
LATEST = timedelta(seconds=15)
# Outside working hours, or while the run is stopped.
AT_REST = timedelta(minutes=5)
# A run that nobody looked at for so long after it was time to is nobody's.
LATE = timedelta(minutes=1)
# A run in which nothing moves for so long lost a message of the queue, or a worker.
PATIENCE = timedelta(minutes=2)
# Watchers must see how a run ended; a chat that cannot be reached for that long will not.
TELLS_THE_END_FOR = timedelta(hours=1)
_SKEW = timedelta(seconds=1)


def is_due(run: Run, now: datetime) -> bool:
    """Whether it is time to look: of several who follow a run, one at each time does.

    A moment further away than any pause was written by a clock that was wrong.
    """
    return run.follow_at is None or run.follow_at - now <= _SKEW or run.follow_at - now > 2 * AT_REST


def is_late(run: Run, now: datetime) -> bool:
    """Whether nobody looked at a run when it was time to."""
    return run.follow_at is None or is_due(run, now - LATE)


def is_followed(run: Run, now: datetime) -> bool:
    """Whether somebody still has to look at it: until nothing moves any more and its watchers know."""
    if run.ended_at is not None:
        return has_news(run) and now - run.ended_at < TELLS_THE_END_FOR
    if run.state is RunState.STOPPED:
        return has_news(run) or run.tally.states.get(DeliveryState.SENDING, 0) > 0
    return True


def has_news(run: Run) -> bool:
    """Whether something moved since the watchers last saw it."""
    moved_at = run.progressed_at or run.created_at
    return bool(run.watchers) and (run.drawn_at is None or moved_at >= run.drawn_at)


def pause_after(run: Run, hours: SendingHours, now: datetime) -> timedelta:
    """How long to wait before looking again."""
    if run.state is RunState.STOPPED:
        return AT_REST
    if run.state.sends and run.is_planned and not run.walk and not _may_send(run, hours, now):
        return min(hours.next_moment(now) - now + SOONEST, AT_REST)
    read = run.tally.planned - sum(tally.planned for tally in run.closed.values())
    return min(SOONEST + timedelta(seconds=read / ROWS_A_SECOND), LATEST)


def noted(stored: Run, counted: Run, now: datetime) -> Run:
    """What a count makes of the run: figures always, an end only when nobody changed the run since it was read."""
    moved = counted.tally != stored.tally
    run = replace(stored, tally=counted.tally, progressed_at=now if moved else stored.progressed_at)
    return _ended(replace(run, closed=counted.closed), now) if stored.etag == counted.etag else run


def stands_still(run: Run, hours: SendingHours, throttled_until: datetime | None, now: datetime) -> bool:
    """Whether a run that should move has not for a while."""
    if run.ended_at is not None or now - (run.progressed_at or run.created_at) < PATIENCE:
        return False
    if run.walk:
        return run.state is RunState.RECALLED or run.state.sends
    if not run.state.sends:
        return False
    is_asked_to_wait = throttled_until is not None and throttled_until > now
    return not run.is_planned or (_may_send(run, hours, now) and not is_asked_to_wait)


def _may_send(run: Run, hours: SendingHours, now: datetime) -> bool:
    return not run.id.kind.keeps_hours or hours.next_moment(now) <= now


def _ended(run: Run, now: datetime) -> Run:
    if run.ended_at is not None or run.walk or run.tally.final < run.tally.planned:
        return run
    if run.state is RunState.SENDING and run.is_planned:
        return replace(run, state=RunState.DONE, progressed_at=now, ended_at=now)
    is_ended = run.state in (RunState.CANCELLED, RunState.RECALLED)
    return replace(run, progressed_at=now, ended_at=now) if is_ended else run
