"""When things happen: on working days, in working hours, more and more, and hardly in August or at Christmas."""

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from infra.local.demo.working_days import working_days
from passeur.periods import Week

WEEKS = 26
# What the weeks that a recap looks at are never without, whatever the season of the demonstration.
_SHARES_LAST_WEEK = 15
_SHARES_A_DAY = 3
_BY_WEEKDAY = {1: 0.85, 2: 1.15, 3: 0.9, 4: 1.2, 5: 0.8}
_AUGUST, _DECEMBER = 8, 12
_CHRISTMAS = 20


@dataclass(frozen=True, slots=True)
class Agenda:
    """The working days of the story, oldest first: 26 weeks that end the day before `today`."""

    today: date
    zone: ZoneInfo

    @property
    def weeks(self) -> tuple[Week, ...]:
        current = Week.of_day(self.today)
        return tuple(current.plus(number) for number in range(1 - WEEKS, 1))

    def days(self) -> list[date]:
        return working_days(self.weeks[0].monday, self.today - timedelta(days=1))

    def days_of_shares(self, count: int, chance: random.Random) -> list[date]:
        """A day for each of `count` shares, oldest first: a fixed number in the last two weeks, the rest before."""
        days = self.days()
        last_week, this_week = self.weeks[-2:]
        now = [day for day in days if Week.of_day(day) == this_week for _ in range(_SHARES_A_DAY)]
        lately = [day for day in days if Week.of_day(day) == last_week]
        before = [day for day in days if Week.of_day(day) < last_week]
        recent = [lately[number * len(lately) // _SHARES_LAST_WEEK] for number in range(_SHARES_LAST_WEEK)]
        weights = [self._weight(day) for day in before]
        return _spread(before, weights, count - len(recent) - len(now), chance) + recent + now

    def moment(self, day: date, chance: random.Random) -> datetime:
        """A moment of a working day, in UTC: people share in the morning, or after lunch."""
        morning = chance.random() < 0.55  # noqa: PLR2004 - a little more than half
        hour = chance.triangular(8.6, 12.2, 9.8) if morning else chance.triangular(13.3, 17.9, 14.5)
        clock = time(int(hour), int(hour % 1 * 60), chance.randrange(60))
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def later(self, days: Sequence[date], after: datetime, wait: float, chance: random.Random) -> datetime | None:
        """A moment about `wait` working days after another one, the same day at the earliest; None if not yet here."""
        day = after.astimezone(self.zone).date()
        delay = int(chance.expovariate(1 / wait))
        ahead = [each for each in days if each >= day][delay:]
        if not ahead:
            return None
        moment = self.moment(ahead[0], chance)
        if moment > after:
            return moment
        return self.moment(ahead[1], chance) if len(ahead) > 1 else None

    def _weight(self, day: date) -> float:
        age = (self.weeks[-1].monday - day) / timedelta(weeks=WEEKS)
        return (1.5 - age) * _BY_WEEKDAY[day.isoweekday()] * season(day)


def _spread(days: Sequence[date], weights: Sequence[float], count: int, chance: random.Random) -> list[date]:
    """A day for each of `count` things, in order: as many on a day as its weight says, give or take one."""
    reached = list(accumulate(weights))
    moments = sorted((number + chance.random()) / count * reached[-1] for number in range(count))
    return [days[min(bisect(reached, moment), len(days) - 1)] for moment in moments]


def season(day: date) -> float:
    """How much goes on at a time of the year, from 0 to 1."""
    if day.month == _AUGUST:
        return 0.3
    if (day.month == _DECEMBER and day.day >= _CHRISTMAS) or (day.month == 1 and day.day <= 2):  # noqa: PLR2004 - 2 January
        return 0.2
    return 1.0
