"""How fast a run goes, and how long it still takes: only what its own counts can tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from passeur.delivery.runs import Run
from passeur.delivery.sending_hours import SendingHours

# Before that much is known, any figure would be a guess.
_LEAST_TIME = timedelta(seconds=10)
_LEAST_MESSAGES = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """`rate` is in messages a minute; None, like the `left` sending time, while it is too early to tell.

    `resumes_at` is when sending goes on, when it waits for working hours; `closes_at` and `reopens_at` are the break
    that comes before the end, when there is one.
    """

    rate: int | None = None
    left: timedelta | None = None
    resumes_at: datetime | None = None
    closes_at: datetime | None = None
    reopens_at: datetime | None = None


def progress_of(run: Run, hours: SendingHours, now: datetime) -> Progress:
    """How a run goes at this moment. One that sends nothing any more has no rate."""
    if not run.state.sends:
        return Progress()
    reopens = hours.next_moment(now)
    if reopens > now:
        return Progress(resumes_at=reopens)
    handled = run.tally.final - run.resumed_from
    spent = hours.open_between(run.resumed_at or run.created_at, now)
    if spent < _LEAST_TIME or handled < _LEAST_MESSAGES:
        return Progress()
    rate = round(handled * timedelta(minutes=1) / spent)
    if not run.is_planned or rate == 0:
        return Progress(rate=rate or None)
    left = (run.tally.planned - run.tally.final) * spent / handled
    closing = hours.closing(now)
    reopening = hours.next_moment(closing)
    if now + left > closing and reopening > closing:
        return Progress(rate, left, closes_at=closing, reopens_at=reopening)
    return Progress(rate, left)
