"""When people may be written to unasked: working hours of working days, where they live."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays import HolidayBase

_LONGEST_LOOK_AHEAD = 30


@dataclass(frozen=True, slots=True)
class SendingHours:
    """Local hours from `first_hour` up to, not including, `end_hour`, on `weekdays` (1 is Monday) that are no holiday.

    `calendar` names public holidays: `FR`, `FR-57` where Alsace-Moselle's own are kept, or nothing for none.
    """

    zone: ZoneInfo
    first_hour: int = 8
    end_hour: int = 19
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    calendar: str = "FR"

    def next_moment(self, now: datetime) -> datetime:
        """`now` when it is within the hours, else their next beginning; in UTC."""
        local = now.astimezone(self.zone)
        day = local.date()
        if self._is_working_day(day) and self.first_hour <= local.hour < self.end_hour:
            return now
        if local.hour >= self.first_hour:
            day += timedelta(days=1)
        for _ in range(_LONGEST_LOOK_AHEAD):
            if self._is_working_day(day):
                break
            day += timedelta(days=1)
        return datetime.combine(day, time(self.first_hour), tzinfo=self.zone).astimezone(UTC)

    def closing(self, now: datetime) -> datetime:
        """When the hours in which `now` falls end, in UTC."""
        day = now.astimezone(self.zone).date()
        # An hour is no wall-clock sum: on the night the clocks change, a day of 24 hours ends at the next midnight.
        end = datetime.combine(day + timedelta(days=self.end_hour // 24), time(self.end_hour % 24), tzinfo=self.zone)
        return end.astimezone(UTC)

    def open_between(self, start: datetime, end: datetime) -> timedelta:
        """How much of that time was within the hours."""
        total = timedelta()
        moment = self.next_moment(start)
        while moment < end:
            closing = self.closing(moment)
            total += min(closing, end) - moment
            moment = self.next_moment(closing)
        return total

    def _is_working_day(self, day: date) -> bool:
        return day.isoweekday() in self.weekdays and not is_holiday(day, self.calendar)


def is_holiday(day: date, calendar: str) -> bool:
    return bool(calendar) and day in _holidays(calendar)


@cache
def _holidays(calendar: str) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415  # 0.1 s of imports that a cold start can do without

    country, _, place = calendar.partition("-")
    return country_holidays(country, subdiv=place or None)
