"""How fast messages may leave: one budget for a tenant's every process, and the windows of each conversation.

Teams allows an app 50 calls a second in one tenant, and in one conversation 7 messages in 1 s, 8 in 2 s, 60 in 30 s
and 1,800 in an hour (Microsoft's "Rate limiting for agents", October 2026).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

DEFAULT_RATE = 30
HIGHEST_RATE = 45
# For each conversation: at most so many messages in so many seconds.
WINDOWS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
# Teams counts messages as they arrive, and one may be so much longer on its way than the next one.
ON_THE_WAY = timedelta(seconds=1)
# A send is taken from a budget only when it is so near that a worker waits for it: one that is put back asks again.
NEAR = timedelta(seconds=5)
# Teams never asks to wait longer, nor is a budget taken further ahead: what is, was written by a clock that was wrong.
LONGEST_PAUSE = timedelta(hours=1)
_FURTHEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """A tenant's budget as a row: the moment of the next free send, and until when Teams asked everybody to wait."""

    next_at: datetime
    throttled_until: datetime | None = None

    def reserved(self, slots: int, rate: float, now: datetime) -> tuple[Self, datetime]:
        """Take `slots` sends in a row, `1 / rate` seconds apart; returns the row after it and the first one's moment.

        What nobody used in the past is not made up for: a pause never ends in a burst.
        """
        free = self._pause_at(now) or now
        start = max(self.next_at, free) if self.next_at - free <= _FURTHEST else free
        return replace(self, next_at=start + timedelta(seconds=slots / rate)), start

    def _pause_at(self, now: datetime) -> datetime | None:
        """The end of the pause that Teams asked for, while it lasts."""
        until = self.throttled_until
        return until if until is not None and now < until <= now + LONGEST_PAUSE else None

    def throttled(self, until: datetime) -> Self:
        there = self.throttled_until
        # A pause that no right clock can have asked for would hide this one.
        believed = there if there is not None and there <= until + LONGEST_PAUSE else until
        return replace(self, throttled_until=max(until, believed))


def free_at(sent: list[datetime], now: datetime) -> datetime:
    """When the next message may go in a conversation to which messages went at the moments `sent`, oldest first."""
    moment = now
    for most, seconds in WINDOWS:
        if len(sent) >= most:
            moment = max(moment, sent[-most] + timedelta(seconds=seconds) + ON_THE_WAY)
    return moment


def remembered(sent: list[datetime], now: datetime) -> list[datetime]:
    """What the windows still need of the moments `sent`, oldest first.

    The last hour, and never less than the shorter windows hold: a clock that once was ahead forgets nothing of those.
    What it wrote far ahead itself is forgotten.
    """
    (shorter, _), (longest, seconds) = WINDOWS[-2:]
    since, furthest = now - timedelta(seconds=seconds) - ON_THE_WAY, now + LONGEST_PAUSE
    believed = [moment for moment in sent[-longest:] if moment <= furthest]
    hour = [moment for moment in believed if moment > since]
    return max(hour, believed[-shorter:], key=len)
