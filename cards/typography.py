"""How a language is set: the spaces that must not break, and numbers, gains and dates as its readers write them."""

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.dates import format_datetime as babel_datetime
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from passeur.sharing.shares import GainUnit

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
# Dates in English are those of Europe, where the readers are.
_REGIONS = {"en": "en_GB"}
# Below it, every language of ours writes a whole number in the same way.
_FIRST_GROUPED = 1000
_UNITS = {
    GainUnit.MINUTES: "duration-minute",
    GainUnit.HOURS: "duration-hour",
    GainUnit.DAYS: "duration-day",
}


def typeset(sentence: str, locale: str) -> str:
    """A sentence of ours with the no-break spaces of its language. Written with plain spaces, or with none."""
    if locale != "fr":
        return sentence
    set_in_french = re.sub(r"\s*([?!;]+)(?=\s|$|»)", rf"{NARROW_NO_BREAK}\1", sentence)
    set_in_french = re.sub(r"\s*:(?=\s|$)", f"{NO_BREAK}:", set_in_french)
    set_in_french = re.sub(r"«\s*", f"«{NO_BREAK}", set_in_french)
    set_in_french = re.sub(r"\s*»", f"{NO_BREAK}»", set_in_french)
    set_in_french = re.sub(r"(\b[Aa]rt\.|\b[Aa]rticles?|§) (?=L?\d)", rf"\1{NO_BREAK}", set_in_french)
    return re.sub(r"(\d|\{count\}|\{number\}) (?=\w|%)", rf"\1{NO_BREAK}", set_in_french)


def number(value: Decimal | int, locale: str) -> str:
    if isinstance(value, int) and 0 <= value < _FIRST_GROUPED:
        return str(value)
    return format_decimal(value, locale=_region(locale))


def duration(value: Decimal, unit: GainUnit, locale: str) -> str:
    """A number with its unit, which stay on one line: `1,5 jour`, `2 hours`."""
    return format_unit(value, _UNITS[unit], length="long", locale=_region(locale)).replace(" ", NO_BREAK)


def day(moment: datetime, zone: ZoneInfo, locale: str) -> str:
    """The day of an aware moment on the clocks of `zone`: `17 novembre 2026`."""
    return _set_date(format_date(moment.astimezone(zone).date(), "long", locale=_region(locale)), locale)


def day_of_year(moment: datetime, zone: ZoneInfo, locale: str) -> str:
    """As `day`, where the year is clear: `17 novembre`."""
    return _set_date(format_date(moment.astimezone(zone).date(), "d MMMM", locale=_region(locale)), locale)


def day_and_hour(moment: datetime, zone: ZoneInfo, locale: str) -> tuple[str, str]:
    """The day with its weekday, and the hour: `lundi 17 novembre`, `09:00`."""
    weekday = babel_datetime(moment, "EEEE d MMMM", tzinfo=zone, locale=_region(locale))
    return _set_date(weekday, locale), format_time(moment, "HH:mm", tzinfo=zone, locale=_region(locale))


def hour(moment: datetime, zone: ZoneInfo, locale: str) -> str:
    """The time of day as it is said: `8 h`, `8 h 30`, or `08:00` in English."""
    local = moment.astimezone(zone)
    if locale != "fr":
        return format_time(local, "HH:mm", locale=_region(locale))
    minutes = f"{NO_BREAK}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{NO_BREAK}h{minutes}"


def month(year: int, number: int, locale: str) -> str:
    """`novembre 2026`."""
    return format_date(date(year, number, 1), "MMMM y", locale=_region(locale)).replace(" ", NO_BREAK)


def month_short(year: int, number: int, locale: str) -> str:
    """`nov. 26`, where there is little room."""
    return format_date(date(year, number, 1), "MMM yy", locale=_region(locale)).replace(" ", NO_BREAK)


def percent(part: int, whole: int, locale: str) -> str:
    """Rounded down, so that nothing reads as finished before it is."""
    return format_percent(Decimal(part * 100 // whole) / 100, locale=_region(locale))


def _set_date(text: str, locale: str) -> str:
    """The number stays with its month, and French has a first but no other ordinals."""
    first = re.sub(r"\b1 (?=\D)", "1er ", text) if locale == "fr" else text
    return re.sub(r"(\d(?:er)?) ", rf"\1{NO_BREAK}", first)


def _region(locale: str) -> str:
    return _REGIONS.get(locale, locale)
