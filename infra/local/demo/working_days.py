"""The days on which a French company works."""

from datetime import date, timedelta

_FRIDAY = 5


def working_days(first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included, without week-ends and public holidays."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in days if day.isoweekday() <= _FRIDAY and day not in public_holidays(day.year)]


def public_holidays(year: int) -> frozenset[date]:
    """The eleven legal holidays of France (article L3133-1 of the labour code)."""
    easter = _easter(year)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    after_easter = (1, 39, 50)
    return frozenset(
        [date(year, month, day) for month, day in fixed] + [easter + timedelta(days=days) for days in after_easter]
    )


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, in_leap = divmod(in_century, 4)
    sunday = (32 + 2 * rest + 2 * leaps - moon - in_leap) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
