"""Weeks and months, as people in the organisation live them: ISO weeks that begin on Monday at midnight, local time.

The only module that knows a time zone. Everything else handles aware UTC datetimes.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

_WEEK_KEY = re.compile(r"([0-9]{4})-W([0-9]{2})")
_MONTH_KEY = re.compile(r"([0-9]{4})-([0-9]{2})")
_THURSDAY = timedelta(days=3)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week. Its key (`2026-W47`) sorts as time does."""

    year: int
    number: int

    @property
    def key(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> Self:
        """The week in which an aware moment falls, on the clocks of `zone`."""
        return cls.of_day(_aware(moment).astimezone(zone).date())

    @classmethod
    def of_day(cls, day: date) -> Self:
        iso = day.isocalendar()
        return cls(iso.year, iso.week)

    @classmethod
    def parse(cls, key: str) -> Self:
        """Read `2026-W47`; ValueError when it is no week of the calendar (2025 has no week 53)."""
        match = _WEEK_KEY.fullmatch(key)
        if match is None:
            raise ValueError(f"{key!r} is not a week such as 2026-W47")
        week = cls(int(match[1]), int(match[2]))
        date.fromisocalendar(week.year, week.number, 1)
        return week

    def start(self, zone: ZoneInfo) -> datetime:
        """The week's first moment, in UTC."""
        return datetime.combine(self.monday, time(), tzinfo=zone).astimezone(UTC)

    def plus(self, weeks: int) -> Self:
        return self.of_day(self.monday + timedelta(weeks=weeks))


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of whole weeks: a week belongs to the month of its Thursday. Its key (`2026-11`) sorts as time does."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date(self.year, self.number, 1)

    @property
    def key(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def of_week(cls, week: Week) -> Self:
        thursday = week.monday + _THURSDAY
        return cls(thursday.year, thursday.month)

    @classmethod
    def parse(cls, key: str) -> Self:
        """Read `2026-11`; ValueError when it is no month."""
        match = _MONTH_KEY.fullmatch(key)
        if match is None:
            raise ValueError(f"{key!r} is not a month such as 2026-11")
        return cls(int(match[1]), int(match[2]))

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Its four or five weeks, first to last."""
        week = Week.of_day(date(self.year, self.number, 1))
        if self.of_week(week) != self:
            week = week.plus(1)
        weeks = []
        while self.of_week(week) == self:
            weeks.append(week)
            week = week.plus(1)
        return tuple(weeks)

    def plus(self, months: int) -> Self:
        total = self.year * 12 + self.number - 1 + months
        return type(self)(total // 12, total % 12 + 1)


class Every(StrEnum):
    """How often something is told."""

    WEEK = "week"
    MONTH = "month"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a past period is told: on `weekday` (1 is Monday) at `hour`, local time, of the first week after it."""

    zone: ZoneInfo
    every: Every
    weekday: int = 2
    hour: int = 9

    def due(self, now: datetime) -> str | None:
        """The key of the newest period whose moment has come; None when nothing is ever told."""
        last = Week.of(now, self.zone).plus(-1)
        if self.moment_after(last) > now:
            last = last.plus(-1)
        if self.every is Every.WEEK:
            return last.key
        if self.every is Every.MONTH:
            month = Month.of_week(last)
            # A month is over when its last week is.
            return (month if month.weeks[-1] == last else month.plus(-1)).key
        return None

    def moment_of(self, period: str) -> datetime:
        """The moment, in UTC, from which the period with this key may be told; ValueError when it is none."""
        if self.every is Every.WEEK:
            return self.moment_after(Week.parse(period))
        return self.moment_after(Month.parse(period).weeks[-1])

    def moment_after(self, week: Week) -> datetime:
        """The moment, in UTC, from which a period that ends with `week` may be told."""
        day = week.plus(1).monday + timedelta(days=self.weekday - 1)
        return datetime.combine(day, time(self.hour), tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class RecapSchedule:
    """When a week is told: `weekday` 1 (Monday) to 7 and `hour`, local time, in the week that follows."""

    zone: ZoneInfo
    weekday: int = 1
    hour: int = 9

    def moment_for(self, week: Week) -> datetime:
        """The moment, in UTC, from which the recap of `week` may go out."""
        day = week.plus(1).monday + timedelta(days=self.weekday - 1)
        return datetime.combine(day, time(self.hour), tzinfo=self.zone).astimezone(UTC)

    def next_moment(self, now: datetime) -> datetime:
        """When the next recap is told."""
        return self.moment_for(self.week_due(now).plus(1))

    def week_due(self, now: datetime) -> Week:
        """The newest week whose moment has come: a run that is days late finds the same week as one on time."""
        last = Week.of(now, self.zone).plus(-1)
        return last if self.moment_for(last) <= now else last.plus(-1)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The day in which an aware moment falls, on the clocks of `zone`."""
    return _aware(moment).astimezone(zone).date()


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first moment after a day, in UTC: what lasts until that day, included, ends then."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)


def last_night(now: datetime, zone: ZoneInfo, hour: int = 2) -> datetime:
    """The newest moment, in UTC, at which it was `hour` o'clock in `zone`: for what is done once a night."""
    day = _aware(now).astimezone(zone).date()
    moment = datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
    if moment <= now:
        return moment
    return datetime.combine(day - timedelta(days=1), time(hour), tzinfo=zone).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be placed in a week")
    return moment
