"""Codes that somebody typed: after a few that were none, every code is refused alike for an hour."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

MOST_GUESSES = 8
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Guesses:
    """One person's codes since `since` that were none, or that are being looked up; an hour later they begin again."""

    wrong: int
    since: datetime

    @property
    def is_stopped(self) -> bool:
        return self.wrong > MOST_GUESSES

    def once_more(self, now: datetime) -> Self:
        """Counted before the code is looked up, so that a hundred tries at once are a hundred tries."""
        if now >= self.since + WINDOW:
            return replace(self, wrong=1, since=now)
        return self if self.is_stopped else replace(self, wrong=self.wrong + 1)

    def forgiven(self) -> Self:
        """The last one was right after all. One right code makes up for none of the wrong ones."""
        return replace(self, wrong=max(0, self.wrong - 1))
